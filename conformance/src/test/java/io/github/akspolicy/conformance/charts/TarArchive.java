package io.github.akspolicy.conformance.charts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes tar archives header by header, as no packer writes them. Names hold one byte a character. */
final class TarArchive {
    static final int RECORD = 512;

    static final String USTAR = "ustar\00000";
    static final String GNU = "ustar  \0";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header and what follows it. */
    static final class Entry {
        String name;
        char type;
        byte[] content;
        String magic = USTAR;
        String prefix = "";
        String link = "";
        /** The field as it is written; empty for the length of the content. */
        String size = "";

        Entry(char type, String name, byte[] content) {
            this.type = type;
            this.name = name;
            this.content = content;
        }

        static Entry file(String name, String content) {
            return new Entry('0', name, content.getBytes(StandardCharsets.UTF_8));
        }

        /** A pax header with one attribute; {@code global} for all entries that follow. */
        static Entry pax(boolean global, String key, String value) {
            return new Entry(global ? 'g' : 'x', "pax_header", bytes(record(key, value)));
        }

        byte[] header() {
            byte[] header = new byte[RECORD];
            put(header, 0, name, 100);
            put(header, 100, "0000644\0", 8);
            put(header, 108, "0000000\0", 8);
            put(header, 116, "0000000\0", 8);
            put(header, 124, size.isEmpty() ? String.format("%011o\0", content.length) : size, 12);
            put(header, 136, "00000000000\0", 12);
            header[156] = (byte) type;
            put(header, 157, link, 100);
            put(header, 257, magic, 8);
            put(header, 345, prefix, 155);
            Arrays.fill(header, 148, 156, (byte) ' ');
            int sum = 0;
            for (byte b : header) {
                sum += b & 0xff;
            }
            put(header, 148, String.format("%06o\0 ", sum), 8);
            return header;
        }
    }

    /** An attribute of a pax header with its length before it. */
    static String record(String key, String value) {
        String pair = " " + key + "=" + value + "\n";
        int length = pair.length() + 1;
        while (Integer.toString(length).length() + pair.length() != length) {
            length = Integer.toString(length).length() + pair.length();
        }
        return length + pair;
    }

    /** A number as GNU tar writes one that is too large for digits. */
    static String base256(long number) {
        var field = new char[12];
        for (int i = 11; i > 0; i--) {
            field[i] = (char) (number & 0xff);
            number >>= Byte.SIZE;
        }
        field[0] = number < 0 ? '\u00ff' : '\u0080';
        return new String(field);
    }

    TarArchive add(Entry entry) {
        out.writeBytes(entry.header());
        return raw(entry.content).raw(new byte[(RECORD - entry.content.length % RECORD) % RECORD]);
    }

    TarArchive raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** What ends an archive; what is added later lies behind it. */
    TarArchive end() {
        return raw(new byte[2 * RECORD]);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    static byte[] gzipped(byte[] content) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] header, int at, String text, int most) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, header, at, Math.min(most, bytes.length));
    }
}
