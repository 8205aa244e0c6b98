def found = System.getenv('PATH').split(File.pathSeparator).any { new File(it, 'gradle').canExecute() }
if (!found) {
    println 'skipped: there is no gradle on the PATH (Debian package gradle)'
}
return found
