package io.github.akspolicy.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar archives as {@code helm package}, GNU tar and {@code git archive} write them, and nothing else: no two readers differ
 * about those, while of anything else Helm's reader, the one of Go, may make other files. The formats:
 * pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, gnu.org/software/tar/manual/html_node/Standard.html.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class TarReader {
    private static final int BLOCK = 512;

    /** Of a long name, of the attributes of an entry, of the zeros behind the end: Go reads no more of the first two. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int NAME_LENGTH = 100;
    private static final int MODE_AT = 100;
    private static final int SIZE_AT = 124;
    private static final int SUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int NUMBER_LENGTH = 8;
    private static final int SIZE_LENGTH = 12;
    private static final Pattern NUMBER = Pattern.compile(" *([0-7]+)[ \0]*");
    private static final Pattern RECORD = Pattern.compile("([1-9][0-9]{0,6}) ([^=]+)=");
    private static final String POSIX = "ustar\00000";
    private static final String GNU = "ustar  \0";

    /** Of the mode: what is no permission, in which Go also looks for folders. */
    private static final long KIND = ~07777L;

    private static final Set<Long> FILES = Set.of(0L, 0100000L);

    /** What an entry may be given; what vendors write means nothing to Go, but for that of GNU. */
    private static final Pattern ATTRIBUTE = Pattern.compile(
            "path|linkpath|size|[amc]time|[ug](id|name)|comment|(?!GNU\\.)[A-Z][A-Z0-9_-]*\\..+", Pattern.DOTALL);

    private final InputStream in;
    private final long most;
    private long at;
    private long next;

    /**
     * What an archive holds.
     *
     * @param type {@code 0} for a file, {@code 5} for a folder, anything else for links and devices
     * @param at where its content begins in the archive
     */
    public record Entry(String name, char type, int size, long at) {
        /** Whether it has content. */
        public boolean isFile() {
            return type == '0';
        }

        /** Whether other entries may lie in it. */
        public boolean isFolder() {
            return type == '5';
        }
    }

    /**
     * @param unpacked the archive, which is not closed
     * @param most how many bytes it may have
     */
    public TarReader(InputStream unpacked, long most) {
        this.in = unpacked;
        this.most = most;
    }

    /**
     * The next entry; null behind the last one, which nothing may follow.
     *
     * @throws EOFException when the archive is cut off
     * @throws ZipException when it is damaged, no archive at all, or too large
     * @throws IOException when no such program writes it; the message names the entry
     */
    public @Nullable Entry next() throws IOException {
        String before = "";
        String path = null;
        Map<String, String> attributes = Map.of();
        while (true) {
            in.skipNBytes(next - at);
            at = next;
            byte[] header = read(BLOCK);
            if (isZero(header, 0)) {
                requireEnd(before);
                return null;
            }
            String name = name(header);
            char type = (char) (header[TYPE_AT] & 0xff);
            long size = number(header, SIZE_AT, SIZE_LENGTH);
            require(size >= 0, name, "has a size that is not an octal number");
            next = at + (size + BLOCK - 1) / BLOCK * BLOCK;
            if (next > most) {
                throw new ZipException("it has more than " + most + " bytes, the limit of an archive");
            }
            if ("xgLK".indexOf(type) < 0) {
                String own = path == null ? name : path;
                require(attributes.getOrDefault("size", size + "").equals(size + ""), own, "has two sizes");
                require(before.indexOf('K') < 0 || type == '1' || type == '2', own, "has a link and is none");
                return entry(own, type, (int) size, header);
            }
            require(type == 'g' ? at == BLOCK : isAnnouncing(type, before), name, "is a header that belongs to none");
            require(size <= MOST_BYTES, name, "is a header of more than " + MOST_BYTES + " bytes");
            byte[] content = read((int) size);
            if (type == 'g') {
                require(attributes(content, name).keySet().equals(Set.of("comment")), name, "is about all entries");
                continue;
            }
            before += type;
            if (type == 'x') {
                attributes = attributes(content, name);
                path = attributes.get("path");
            } else if (type == 'L') {
                path = text(content, 0, content.length);
                require(end(content, 0, content.length) == size - 1, name, "is not a name with one NUL behind it");
            }
        }
    }

    /** One header for the attributes, or one for the name and one for what a link leads to. */
    private static boolean isAnnouncing(char type, String before) {
        return before.isEmpty() || type != 'x' && before.indexOf('x') < 0 && before.indexOf(type) < 0;
    }

    private Entry entry(String name, char type, int size, byte[] header) throws IOException {
        boolean isFile = type == '0' || type == '\0';
        require(isFile || type >= '1' && type <= '6', name, "is of the type " + type);
        require(isFile || size == 0, name, "has content and is not a file");
        require(!name.isEmpty() && name.indexOf('\0') < 0, name, "has an empty name, or one with NUL");
        require(!isFile || !name.endsWith("/"), name, "is a file, and its name that of a folder");
        long kind = number(header, MODE_AT, NUMBER_LENGTH) & KIND;
        require(!isFile || FILES.contains(kind), name, "is a file, and its mode that of something else");
        return new Entry(name, isFile ? '0' : type, size, at);
    }

    /** What an entry holds that was the last to be read, before anything else is. */
    public byte[] content(Entry entry) throws IOException {
        return read(entry.size());
    }

    private byte[] read(int length) throws IOException {
        byte[] content = in.readNBytes(length);
        at += content.length;
        if (content.length < length) {
            throw new EOFException();
        }
        return content;
    }

    /** The name in a header, once it is proven to be one of the three formats. */
    private static String name(byte[] header) throws IOException {
        String name = text(header, 0, NAME_LENGTH);
        long sum = NUMBER_LENGTH * ' ';
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + NUMBER_LENGTH ? 0 : header[i] & 0xff;
        }
        if (sum != number(header, SUM_AT, NUMBER_LENGTH)) {
            throw new ZipException("it is damaged, or no tar archive: the checksum of " + name + " is another one");
        }
        String magic = new String(header, MAGIC_AT, POSIX.length(), StandardCharsets.ISO_8859_1);
        if (magic.equals(POSIX)) {
            require(isZero(header, PREFIX_AT + PREFIX_LENGTH), name, "has a header of star");
            String prefix = text(header, PREFIX_AT, PREFIX_LENGTH);
            return prefix.isEmpty() ? name : prefix + "/" + name;
        }
        for (int i = magic.equals(GNU) ? PREFIX_AT : MAGIC_AT; i < BLOCK; i++) {
            // GNU tar writes times there, the oldest format nothing
            boolean isTime = magic.equals(GNU) && header[i] >= '0' && header[i] <= '7';
            require(header[i] == 0 || isTime, name, "has a header that is not of POSIX, GNU tar or the oldest format");
        }
        return name;
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, end(bytes, from, length) - from, StandardCharsets.UTF_8);
    }

    private static int end(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    /** An octal number between spaces and NULs; -1 for anything else. */
    private static long number(byte[] header, int from, int length) {
        Matcher number = NUMBER.matcher(new String(header, from, length, StandardCharsets.ISO_8859_1));
        return number.matches() ? Long.parseLong(number.group(1), 8) : -1;
    }

    private static Map<String, String> attributes(byte[] content, String name) throws IOException {
        // a character is a byte
        String text = new String(content, StandardCharsets.ISO_8859_1);
        var attributes = new HashMap<String, String>();
        for (int from = 0; from < text.length(); ) {
            Matcher record = RECORD.matcher(text).region(from, text.length());
            boolean isRecord = record.lookingAt();
            int end = isRecord ? from + Integer.parseInt(record.group(1)) : 0;
            require(
                    isRecord && record.end() < end && end <= text.length() && text.charAt(end - 1) == '\n',
                    name,
                    "has attributes that cannot be read");
            byte[] value = text.substring(record.end(), end - 1).getBytes(StandardCharsets.ISO_8859_1);
            String key = record.group(2);
            String other = attributes.put(key, new String(value, StandardCharsets.UTF_8));
            require(other == null && ATTRIBUTE.matcher(key).matches(), name, "has the attribute " + key);
            from = end;
        }
        return attributes;
    }

    /** What follows the first block of zeros: another one, and as many more as fill the last record. */
    private void requireEnd(String before) throws IOException {
        byte[] rest = in.readNBytes(MOST_BYTES);
        if (!before.isEmpty() || rest.length < BLOCK || rest.length == MOST_BYTES || !isZero(rest, 0)) {
            throw new IOException("its end is not one of two blocks of zeros with nothing but zeros behind it");
        }
    }

    private static boolean isZero(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean isWritten, String name, String reason) throws IOException {
        if (!isWritten) {
            throw new IOException("the entry " + name + " " + reason);
        }
    }
}
