import com.sun.net.httpserver.HttpServer

// The API server of the cluster: it lives until the build has been verified.
def answers = [
    "/api/v1": '{"resources": [{"name": "configmaps", "kind": "ConfigMap", "namespaced": true, "verbs": ["list"]},' +
        '{"name": "pods", "kind": "Pod", "namespaced": true, "verbs": ["list"]},' +
        '{"name": "secrets", "kind": "Secret", "namespaced": true, "verbs": ["list"]}]}',
    "/apis": '{"groups": []}',
    "/api/v1/configmaps": '{"items": [{"metadata": {"name": "cart", "namespace": "shop"}, "data": {"currency": "USD"}}]}',
    "/api/v1/pods": '{"items": [{"metadata": {"name": "by-hand", "namespace": "shop"}, "spec": {"containers":' +
        '[{"name": "app", "image": "contoso.azurecr.io/app:1.2.3", "securityContext": {"privileged": true}}]}}]}',
]
def server = HttpServer.create(new InetSocketAddress("localhost", 0), 0)
server.createContext("/") { exchange ->
    def body = (answers[exchange.requestURI.path] ?: '{"kind": "Status"}').bytes
    exchange.responseHeaders.add("Content-Type", "application/json")
    exchange.sendResponseHeaders(answers[exchange.requestURI.path] == null ? 404 : 200, body.length)
    exchange.responseBody.withStream { it.write(body) }
}
server.start()
context.put("server", server)
def folder = new File(basedir, "target")
folder.mkdirs()
new File(folder, "kubeconfig").text = """\
apiVersion: v1
kind: Config
current-context: aks-prod
clusters: [{name: c, cluster: {server: "http://localhost:${server.address.port}"}}]
users: [{name: u, user: {token: not-to-be-seen-4711}}]
contexts: [{name: aks-prod, context: {cluster: c, user: u}}]
"""
return true
