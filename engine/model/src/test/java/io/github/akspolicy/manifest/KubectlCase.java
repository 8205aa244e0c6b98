package io.github.akspolicy.manifest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * A file that kubectl and our reader must understand alike.
 *
 * @param bytes the file; {@link Kubectl#NAME} stands for the name of its objects
 * @param encoding {@code utf16le}, {@code utf16be}, or empty for anything that keeps ASCII
 * @param deliberate why we differ on purpose, or null when we must not differ
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KubectlCase(byte[] bytes, String encoding, @Nullable String deliberate) {
    static final String HEAD = "apiVersion: x/v1\nkind: Thing\nmetadata: {name: " + Kubectl.NAME + "}\n";

    /** Fields of an object. */
    static KubectlCase fields(String fields) {
        return file(HEAD + fields);
    }

    /** A whole file. */
    static KubectlCase file(String text) {
        return new KubectlCase(text.getBytes(UTF_8), "", null);
    }

    byte[] bytesFor(String id) {
        Charset charset = encoding.isEmpty() ? ISO_8859_1 : encoding.equals("utf16le") ? UTF_16LE : UTF_16BE;
        return new String(bytes, charset).replace(Kubectl.NAME, id).getBytes(charset);
    }

    @Override
    public String toString() {
        return new String(bytes, UTF_8)
                .replace(HEAD, "HEAD ")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }
}
