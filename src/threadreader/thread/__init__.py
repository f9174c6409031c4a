"""Pure logic over the comments of one story: columns, folds, marks, views, queries."""
