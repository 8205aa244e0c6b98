package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.source.SourceLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines of files and fields of resources in SARIF's notation. */
record SarifLocations(JsonOutput json) {
    /** The base of relative paths, which whoever reads the report knows. */
    static final String SOURCE_ROOT = "%SRCROOT%";

    /** A line of a file, as the content of a location. */
    void physical(SourceLocation location) throws IOException {
        json.object("physicalLocation", () -> {
            artifact(location.path());
            json.object("region", () -> {
                json.field("startLine", location.line());
                json.field("startColumn", location.column());
            });
        });
    }

    /** A file, as the content of a location or change. */
    void artifact(String path) throws IOException {
        boolean absolute = isAbsolute(path);
        json.object("artifactLocation", () -> {
            json.field("uri", (absolute ? "file://" : "") + uri(path));
            if (!absolute) {
                json.field("uriBaseId", SOURCE_ROOT);
            }
        });
    }

    /** A field of a rendered resource, as an item of {@code logicalLocations}. */
    void logical(Occurrence occurrence) throws IOException {
        ResourceId resource = occurrence.resource();
        String namespace = resource.namespace();
        String name = resource.kind() + "/" + (namespace == null ? "" : namespace + "/") + resource.name();
        json.object(() -> {
            json.field("name", SafeText.line(resource.name().isEmpty() ? resource.kind() : resource.name()));
            json.field(
                    "fullyQualifiedName",
                    SafeText.line(occurrence.release() + "/" + name
                            + (occurrence.fieldPath().isEmpty() ? "" : "#" + occurrence.fieldPath())));
            json.field("kind", "resource");
        });
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/") || path.matches("[A-Za-z]:/.*");
    }

    /** A path as the path of a URI reference (RFC 3986): the separators stay, whatever is not unreserved is encoded. */
    static String uri(String path) {
        var uri = new StringBuilder();
        if (path.matches("[A-Za-z]:/.*")) {
            uri.append('/');
        }
        for (byte octet : SafeText.wellFormed(path).getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean unreserved =
                    character < 0x80 && (Character.isLetterOrDigit(character) || "-._~/+@=$".indexOf(character) >= 0);
            if (unreserved) {
                uri.append(character);
            } else {
                uri.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return uri.toString();
    }
}
