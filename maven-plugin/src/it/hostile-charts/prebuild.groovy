// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()

def pod = { name -> new File(basedir, "charts/hook/templates/hook.yaml").text.replaceAll(/(?m)^  annotations.*\n/, "").replace("name: hook", "name: " + name) }
// a byte that is not UTF-8, in a comment of the template
new File(basedir, "charts/bytes/templates/pod.yaml").setBytes(("{{/* caf\u00e9 */}}\n" + pod("bytes")).getBytes("ISO-8859-1"))
// a lone carriage return is no end of a line to Helm
new File(basedir, "charts/ignored/.helmignore").text = "nothing\rtemplates/pod.yaml\n"
new File(basedir, "charts/ignored/templates/pod.yaml").text = pod("ignored")
return true
