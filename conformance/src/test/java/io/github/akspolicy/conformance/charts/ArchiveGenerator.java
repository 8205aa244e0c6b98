package io.github.akspolicy.conformance.charts;

import io.github.akspolicy.conformance.charts.TarArchive.Entry;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Writes charts as archives that readers may take apart in different ways, and as ordinary ones. */
final class ArchiveGenerator {
    private static final String HIDDEN = "templates/extra.yaml";

    private final GeneratedChart chart;
    private final String root;
    private final List<Entry> entries = new ArrayList<>();
    private Entry hidden = Entry.file("", "");

    private ArchiveGenerator(GeneratedChart chart, String root) {
        this.chart = chart;
        this.root = root;
    }

    static GeneratedChart chart(long seed, String api) {
        var chart = new GeneratedChart(seed, api);
        switch (chart.below(4)) {
            case 0 -> {
                folder(chart, "chart/");
                chart.files.put("chart/charts/s.tgz", new ArchiveGenerator(chart, "s").archive());
            }
            case 1 -> {
                var outer = new TarArchive();
                var files = new GeneratedChart(seed, api);
                folder(files, "mychart/");
                files.files.forEach((path, content) -> outer.add(new Entry('0', path, content)));
                outer.add(new Entry('0', "mychart/charts/s.tgz", new ArchiveGenerator(chart, "s").archive()));
                chart.files.put("chart.tgz", TarArchive.gzipped(outer.end().bytes()));
            }
            default -> chart.files.put("chart.tgz", new ArchiveGenerator(chart, "mychart").archive());
        }
        return chart;
    }

    private static void folder(GeneratedChart chart, String at) {
        chart.file(at + "Chart.yaml", "apiVersion: v2\nname: mychart\nversion: 1.0.0\n");
        chart.file(at + "templates/a.yaml", first(chart));
    }

    private static String first(GeneratedChart chart) {
        // a lookup, and text that is not UTF-8, make the templates be collected one by one
        return (chart.oneIn(3) ? "{{ $_ := lookup \"v1\" \"Pod\" \"\" \"\" }}\n" : "")
                + "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: first\ndata: {a: \""
                + (chart.oneIn(6) ? "\ufffd" : "a") + "\"}\n";
    }

    private byte[] archive() {
        entries.add(Entry.file(root + "/Chart.yaml", "apiVersion: v2\nname: " + root + "\nversion: 1.0.0\n"));
        entries.add(Entry.file(root + "/values.yaml", "a: {}\n"));
        entries.add(Entry.file(root + "/templates/a.yaml", first(chart)));
        hidden = Entry.file(root + "/" + HIDDEN, chart.template("extra"));
        entries.add(hidden);
        entries.add(Entry.file(root + "/docs/a.md", "# nothing\n"));
        if (chart.oneIn(2)) {
            entries.add(Entry.file(root + "/charts/t/Chart.yaml", "apiVersion: v2\nname: t\nversion: 1.0.0\n"));
            entries.add(Entry.file(root + "/charts/t/templates/t.yaml", chart.template("t")));
        }
        if (chart.oneIn(6)) {
            ordinary();
            return packed(false);
        }
        int tricks = chart.of(1, 1, 1, 2, 2, 3);
        for (int i = 0; i < tricks; i++) {
            trick();
        }
        return packed(true);
    }

    /** As helm package, GNU tar and git archive write them. */
    private void ordinary() {
        switch (chart.below(4)) {
            case 0 -> entries.forEach(entry -> entry.magic = TarArchive.GNU);
            case 1 -> entries.add(0, Entry.pax(true, "comment", "4696efef4696efef4696efef4696efef4696efef"));
            case 2 -> {
                entries.add(0, folderEntry(root + "/"));
                entries.add(1, folderEntry(root + "/templates/"));
            }
            default -> {
                String name = root + "/templates/" + "long/".repeat(25) + "extra.yaml";
                hidden.name = name.substring(0, 100);
                boolean isGnu = chart.oneIn(2);
                entries.add(entries.indexOf(hidden), isGnu ? longName('L', name) : Entry.pax(false, "path", name));
            }
        }
    }

    private static Entry folderEntry(String name) {
        return new Entry('5', name, new byte[0]);
    }

    private static Entry longName(char type, String name) {
        return new Entry(type, "././@LongLink", TarArchive.bytes(name + "\0"));
    }

    private Entry target() {
        return chart.oneIn(4) ? chart.of(entries) : hidden;
    }

    private String name() {
        return chart.of(
                root + "/docs/a.md",
                root + "/docs/b.md",
                root + "/templates/zz.yaml",
                root + "/templates/_zz.yaml",
                root + "/" + HIDDEN,
                root + "/" + HIDDEN + "/",
                root + "/templates/a.yaml",
                root + "/values.yaml",
                root + "/charts/t",
                root + "/charts/t/templates/t.yaml",
                root + "/README.md",
                "q/b.md",
                "b",
                "");
    }

    private Entry extension() {
        String key = chart.of(
                "path", "path", "path", "size", "comment", "linkpath", "GNU.sparse.name", "mtime", "hdrcharset");
        String value = key.equals("size") || key.equals("mtime") ? chart.of("0", "1", "512", "") : name();
        switch (chart.below(9)) {
            case 0, 1, 2 -> {
                chart.odd("x " + key + "=" + value);
                return Entry.pax(false, key, value);
            }
            case 3, 4 -> {
                chart.odd("g " + key + "=" + value);
                return Entry.pax(true, key, value);
            }
            case 5, 6 -> {
                char type = chart.of('L', 'L', 'K');
                String name = name();
                chart.odd(type + " " + name);
                return longName(type, name);
            }
            case 7 -> {
                chart.odd("X " + key + "=" + value);
                return new Entry('X', "pax_header", TarArchive.bytes(TarArchive.record(key, value)));
            }
            default -> {
                char type = chart.of('V', 'M', 'N', 'D', 'S', 'A', '1', '2', '3', '5', '6', '7', 'I', 'z');
                chart.odd("entry of type " + type);
                var entry = new Entry(type, name(), chart.oneIn(2) ? new byte[0] : TarArchive.bytes("# other\n"));
                entry.link = name();
                return entry;
            }
        }
    }

    private void trick() {
        Entry entry = target();
        int at = entries.indexOf(entry);
        switch (chart.below(15)) {
            case 0, 1, 2 -> {
                int more = chart.of(1, 1, 2, 2, 3);
                for (int i = 0; i < more; i++) {
                    entries.add(at, extension());
                }
            }
            case 3 -> {
                chart.odd("renamed by an extension");
                String name = entry.name;
                entry.name = name();
                entries.add(at, chart.oneIn(2) ? longName('L', name) : Entry.pax(false, "path", name));
                if (chart.oneIn(2)) {
                    entries.add(at + chart.below(2), extension());
                }
            }
            case 4 -> {
                entry.magic = chart.of(
                        "",
                        "xstar\00000",
                        "ustar\00099",
                        "USTAR\00000",
                        TarArchive.GNU,
                        "ustar\0\0\0",
                        "\0\0\0\0\0\0\0\0");
                entry.prefix = chart.of("", "q", root, "..", "a/b");
                chart.odd("magic " + entry.magic.replace('\0', '0') + ", prefix " + entry.prefix);
            }
            case 5 -> {
                entry.type = chart.of('\0', 'A', '1', '2', '5', '7', 'S', 'V', 'M', 'D', 'L', 'x', 'g', '6', ' ');
                entry.link = chart.oneIn(2) ? "" : name();
                chart.odd("type " + (int) entry.type);
            }
            case 6 -> {
                chart.odd("a slash behind the name");
                entry.type = chart.of('0', '\0', 'A', '7');
                if (chart.oneIn(2)) {
                    entries.add(at, longName('L', entry.name + "/"));
                } else {
                    entry.name += chart.of("/", "//", "/.");
                }
                if (chart.oneIn(2)) {
                    content(entry);
                }
            }
            case 7 -> {
                chart.odd("a name twice");
                var copy = new Entry('0', entry.name, chart.oneIn(2) ? TarArchive.bytes("# nothing\n") : entry.content);
                entries.add(chart.below(entries.size() + 1), copy);
            }
            case 8 -> {
                chart.odd("a file and a folder of one name");
                String name = chart.oneIn(2)
                        ? entry.name.substring(0, Math.max(0, entry.name.lastIndexOf('/')))
                        : entry.name + "/x";
                entries.add(chart.below(entries.size() + 1), Entry.file(name, "# nothing\n"));
            }
            case 9 -> {
                String name = entry.name;
                entry.name = chart.of(
                        "./" + name,
                        name.replaceFirst("/", "//"),
                        name.replaceFirst("/", "/./"),
                        name.replaceFirst("/", "/x/../"),
                        name.replace('/', '\\'),
                        "/" + name,
                        name.replaceFirst("[^/]*/", ""),
                        name.replaceFirst("[^/]*/", "other/"),
                        name.replaceFirst("^.", "M"),
                        name + " ",
                        name + ".",
                        "C:/" + name,
                        name.replaceFirst("/", "\\\\"),
                        name.replace("extra", "e\u00e9"),
                        "");
                chart.odd("the name '" + entry.name + "'");
            }
            case 10 -> {
                int length = entry.content.length;
                entry.size = chart.of(
                        TarArchive.base256(length),
                        TarArchive.base256(-1),
                        String.format("%12o", length),
                        String.format("%o ", length),
                        String.format("%o\0 7", length),
                        String.format("%012o", length),
                        String.format("%011o\0", length / 2),
                        String.format("%011o\0", length + TarArchive.RECORD),
                        "00000000000\0",
                        "-0000000001\0",
                        "0x10\0");
                chart.odd("size '" + entry.size.replaceAll("[^ -~]", ".") + "'");
            }
            case 11 -> {
                chart.odd("content that looks like a header");
                content(entry);
            }
            case 12 -> {
                chart.odd("a first entry without a name");
                var first = new Entry(chart.of('0', '5'), "", new byte[0]);
                first.prefix = chart.of("", root, "q");
                entries.add(0, first);
            }
            case 13 -> {
                chart.odd("another order");
                Collections.shuffle(entries, new Random(chart.below(Integer.MAX_VALUE)));
            }
            default -> {
                chart.odd("a link");
                var link = new Entry(chart.of('1', '2'), entry.name, new byte[0]);
                link.link = name();
                entries.add(chart.below(entries.size() + 1), link);
            }
        }
    }

    /** Makes the first record of the content a header within a comment. */
    private void content(Entry entry) {
        byte[] rest = TarArchive.bytes("*/}}\n");
        var inner = new Entry('0', chart.of("{{/*", "{{/*/b.md"), new byte[0]);
        byte[] content = entry.content;
        inner.size = String.format("%011o\0", rest.length + content.length);
        var all = new ByteArrayOutputStream();
        all.writeBytes(inner.header());
        all.writeBytes(rest);
        all.writeBytes(content);
        entry.content = all.toByteArray();
    }

    private byte[] packed(boolean isOdd) {
        var tar = new TarArchive();
        entries.forEach(tar::add);
        switch (isOdd ? chart.below(24) : 24) {
            case 0 -> {
                chart.odd("no end");
            }
            case 1 -> {
                chart.odd("one record of zeros");
                tar.raw(new byte[TarArchive.RECORD]);
            }
            case 2 -> {
                chart.odd("entries behind the end");
                tar.end()
                        .add(Entry.file(root + "/templates/behind.yaml", chart.template("behind")))
                        .end();
            }
            case 3 -> {
                chart.odd("bytes behind the end");
                tar.end().raw(TarArchive.bytes("x".repeat(700)));
            }
            case 4 -> {
                chart.odd("one record of zeros between entries");
                tar.raw(new byte[TarArchive.RECORD])
                        .add(Entry.file(root + "/templates/behind.yaml", chart.template("behind")))
                        .end();
            }
            default -> tar.end();
        }
        byte[] bytes = tar.bytes();
        byte[] gzip = TarArchive.gzipped(bytes);
        switch (isOdd ? chart.below(24) : 24) {
            case 0 -> {
                chart.odd("two members of gzip");
                int half = chart.below(bytes.length);
                return joined(
                        TarArchive.gzipped(Arrays.copyOf(bytes, half)),
                        TarArchive.gzipped(Arrays.copyOfRange(bytes, half, bytes.length)));
            }
            case 1 -> {
                chart.odd("bytes behind gzip");
                return joined(
                        gzip, TarArchive.bytes(chart.of("x", "\0\0\0\0", "\u001f\u008b", "\u001f\u008b\u0008\0")));
            }
            case 2 -> {
                chart.odd("gzip without its end");
                return Arrays.copyOf(gzip, gzip.length - 1 - chart.below(12));
            }
            case 3 -> {
                chart.odd("a field of gzip");
                gzip[3] = (byte) (8 << chart.below(2));
                byte[] head = Arrays.copyOf(gzip, 10);
                return joined(joined(head, TarArchive.bytes("a.tar\0")), Arrays.copyOfRange(gzip, 10, gzip.length));
            }
            case 4 -> {
                chart.odd("two archives");
                return joined(gzip, gzip);
            }
            default -> {
                return gzip;
            }
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
