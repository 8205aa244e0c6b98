package io.github.akspolicy.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.akspolicy.files.PublishedPages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** The published site as its host serves it, with a page beside it that looks at the others. */
final class SiteServer implements AutoCloseable {
    private static final String BASE = URI.create(PublishedPages.SITE).getPath();
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json");

    private final Path published;
    private final Path axe;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final CompletableFuture<String> result = new CompletableFuture<>();

    /**
     * @param published the folder with a folder of each version
     * @param axe the script of axe-core
     */
    SiteServer(Path published, Path axe) throws IOException {
        this.published = published;
        this.axe = axe;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The page that looks at the others. */
    String address() {
        return "http://127.0.0.1:%d/look".formatted(server.getAddress().getPort());
    }

    /** What that page reports. */
    CompletableFuture<String> result() {
        return result;
    }

    /** The file of an address below the folder of all versions: GitHub Pages leaves out the ending and the name of an index. */
    static Optional<Path> file(Path published, String path) {
        Path named = published.resolve(path);
        return Stream.of(named, Path.of(named + ".html"), named.resolve("index.html"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/result" -> {
                result.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                send(exchange, 200, "text/plain", new byte[0]);
            }
            case "/look" -> send(exchange, 200, TYPES.get("html"), bytes(PageData.text(SiteServer.class, "look.html")));
            case "/axe.js" -> send(exchange, 200, TYPES.get("js"), Files.readAllBytes(axe));
            default -> {
                if (path.equals(BASE + "main/broken")) {
                    String page = Files.readString(published.resolve("main/fix.html"));
                    send(
                            exchange,
                            200,
                            TYPES.get("html"),
                            bytes(page.replace(
                                    "</body>", "<img src=\"x.png\"><div style=\"width: 900px\">wide</div></body>")));
                } else {
                    page(exchange, path);
                }
            }
        }
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        Optional<Path> file = path.startsWith(BASE) ? file(published, path.substring(BASE.length())) : Optional.empty();
        if (file.isEmpty()) {
            send(exchange, 404, TYPES.get("html"), bytes("<!doctype html><title>not found</title>"));
        } else {
            String name = file.get().toString();
            String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
            send(exchange, 200, type, Files.readAllBytes(file.get()));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
