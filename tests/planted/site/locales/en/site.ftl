leaves = { $grams } g of leaves
