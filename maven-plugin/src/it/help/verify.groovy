// The prefix resolves out of pluginManagement alone, and the help goal knows itself.
def log = new File(basedir, "build.log").text
assert log.contains("aks-policy:help")
