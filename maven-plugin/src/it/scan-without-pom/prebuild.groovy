// Paths in reports are relative to the repository: this project is one, wherever its copy lies.
new File(basedir, ".git").mkdir()
new File(basedir, "empty").mkdir()
def deploy = new File(basedir, "hidden/.deploy")
deploy.mkdirs()
new File(deploy, "pod.yaml").text = new File(basedir, "hidden/k8s/pod.yaml").text
// the first scan names what lies in a generated folder, and judges none of it
new File(basedir, "target").mkdirs()
// a packaged chart, as helm package writes it
def packed = new File(basedir, "unread/packed")
new File(basedir, "unread/agent-1.0.0.tgz").withOutputStream { file ->
    def tar = new java.util.zip.GZIPOutputStream(file)
    ["Chart.yaml", "templates/agent.yaml", "templates/tests/connection.yaml"].each { name ->
        byte[] content = new File(packed, name).bytes
        byte[] header = new byte[512]
        def put = { String text, int at -> System.arraycopy(text.bytes, 0, header, at, text.length()) }
        put("agent/$name".toString(), 0)
        put("0000644", 100)
        put(String.format("%011o", content.length), 124)
        put("ustar", 257)
        put("00", 263)
        header[156] = (byte) ('0' as char)
        Arrays.fill(header, 148, 156, (byte) 32)
        put(String.format("%06o", header.collect { it & 255 }.sum()), 148)
        header[154] = 0
        tar.write(header)
        tar.write(content)
        tar.write(new byte[(512 - content.length % 512) % 512])
    }
    tar.write(new byte[1024])
    tar.finish()
}
packed.deleteDir()
["hidden", "twice", "configured", "unread"].each {
    assert new File(basedir, it).renameTo(new File(basedir, "target/$it-repository"))
}
// a chart whose folder has a name that Helm takes for no release
def capitals = new File(basedir, "target/capitals-repository")
def chart = new File(capitals, "Shop_App")
new File(chart, "templates").mkdirs()
new File(chart, "Chart.yaml").text = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
new File(chart, "values.yaml").text = ""
new File(chart, "templates/pod.yaml").text = "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}}\nspec: {containers: [{name: a, image: 'a:1'}]}\n"
new File(capitals, "aks-policy.yaml").text = "schemaVersion: 1\nsources: [{chart: Shop_App}]\n"
return true
