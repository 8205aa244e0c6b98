package io.github.akspolicy.helm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes tar archives byte by byte, so that entries may be as no packer writes them. Names hold one byte a character. */
public final class TestArchive {
    private static final int RECORD = 512;
    private static final int LINK_AT = 157;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Adds a file. */
    public TestArchive file(String name, String content) {
        return entry('0', name, "", content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public TestArchive file(String name, byte[] content) {
        return entry('0', name, "", content);
    }

    /** Announces a PAX attribute, such as {@code path}, of the next entry. */
    public TestArchive pax(String key, String value) {
        return entry('x', "PaxHeaders/x", "", record(key, value));
    }

    /** A PAX attribute as it is written. */
    public static byte[] record(String key, String value) {
        String pair = " " + key + "=" + value + "\n";
        int length = pair.length() + 1;
        while (Integer.toString(length).length() + pair.length() != length) {
            length = Integer.toString(length).length() + pair.length();
        }
        return bytes(length + pair);
    }

    /**
     * Adds an entry.
     *
     * @param type {@code 0} for a file, {@code 2} for a symbolic link, {@code 5} for a folder, {@code L} for a long name
     */
    public TestArchive entry(char type, String name, String link, byte[] content) {
        if (name.length() > 100 && type != 'L') {
            entry('L', "././@LongLink", "", bytes(name + "\0"));
        }
        return changed(type, name, content, header -> put(header, LINK_AT, link));
    }

    /**
     * Adds an entry whose header is changed.
     *
     * @param change of all but the checksum
     */
    public TestArchive changed(char type, String name, byte[] content, Consumer<byte[]> change) {
        byte[] header = new byte[RECORD];
        put(header, 0, name.substring(0, Math.min(name.length(), 100)));
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format("%011o\0", content.length));
        put(header, 136, "00000000000\0");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        change.accept(header);
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(RECORD - content.length % RECORD) % RECORD]);
        return this;
    }

    /** What ends an archive; what is added later lies behind it. */
    public TestArchive end() {
        out.writeBytes(new byte[2 * RECORD]);
        return this;
    }

    /** The archive without its end unless {@link #end} wrote it. */
    public byte[] gzipped() {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** What was added so far, without gzip. */
    public byte[] unpacked() {
        return out.toByteArray();
    }

    /** The whole archive. */
    public byte[] tgz() {
        return end().gzipped();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes into a header. */
    public static void put(byte[] header, int at, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
