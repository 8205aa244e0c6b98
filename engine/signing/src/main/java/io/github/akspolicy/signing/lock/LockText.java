package io.github.akspolicy.signing.lock;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.akspolicy.resource.image.ImagesLock;
import java.util.List;

/** Writes an images lock: the same entries give the same bytes. */
final class LockText {
    private LockText() {}

    static String of(ImagesLock lock) {
        var text = new StringBuilder();
        text.append(
                "# What image references stood for when images-lock ran, and where their signatures are: evidence, no\n");
        text.append("# verdict. Written by the command images-lock; review it as you review code.\n");
        text.append("apiVersion: ").append(ImagesLock.API_VERSION).append('\n');
        text.append("kind: ").append(ImagesLock.KIND).append('\n');
        List<ImagesLock.Entry> entries = lock.entries();
        text.append("images:").append(entries.isEmpty() ? " []\n" : "\n");
        entries.forEach(entry -> write(entry, text));
        return text.toString();
    }

    private static void write(ImagesLock.Entry entry, StringBuilder text) {
        text.append("- image: ").append(quoted(entry.image())).append('\n');
        text.append("  digest: ").append(entry.digest()).append('\n');
        text.append("  mediaType: ").append(quoted(entry.mediaType())).append('\n');
        text.append("  size: ").append(entry.size()).append('\n');
        if (!entry.platforms().isEmpty()) {
            text.append("  platforms:\n");
            entry.platforms()
                    .forEach((platform, digest) -> text.append("    ")
                            .append(quoted(platform))
                            .append(": ")
                            .append(digest)
                            .append('\n'));
        }
        if (!entry.evidence().isEmpty()) {
            text.append("  evidence:\n");
            for (ImagesLock.Evidence found : entry.evidence()) {
                text.append("  - kind: ").append(found.kind()).append('\n');
                text.append("    manifest: ").append(found.manifest()).append('\n');
                text.append("    blob: ").append(found.blob()).append('\n');
                text.append("    mediaType: ").append(quoted(found.mediaType())).append('\n');
            }
        }
        text.append("  lockedAt: ").append(quoted(entry.lockedAt().toString())).append('\n');
    }

    /** Everything that a registry said is written as JSON writes it, so that no text of it becomes YAML. */
    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
