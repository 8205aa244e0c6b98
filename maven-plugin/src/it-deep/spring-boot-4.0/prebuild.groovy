// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, '.git').mkdir()
return true
