leaves = { $grams } 克茶叶
