# Words of the interface that this site says in its own way. Any message of yiben may stand here under its id.

table-of-contents = In this chapter
