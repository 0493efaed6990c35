x = { forx = 1, for-x = 2, for_ = 3 }
