package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.resource.DataTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What AKS supports until when: versions of Kubernetes, node images, and parts of clusters that are retired. The table is
 * {@code lifecycle.txt}, which says where each entry comes from and when it was looked up.
 */
public final class Lifecycle {
    private static final Pattern MINOR = Pattern.compile("v?1\\.(\\d{1,4})(?:[.+-].*)?");
    private static final Pattern MESH_REVISION = Pattern.compile("(?i)asm-1-(\\d{1,4})");
    private static final int COLUMNS = 7;
    /** How long what was looked up is taken for known. */
    private static final int DAYS_KNOWN = 60;

    private static final String NOTHING = "-";

    /** The table of this release. */
    public static final Lifecycle AKS = read();

    /** What an entry is about. */
    public enum Kind {
        /** A minor version of Kubernetes. */
        KUBERNETES("kubernetes"),
        /** A node image. */
        OS_SKU("os-sku"),
        /** Which node image an SKU without a version is. */
        OS_SKU_DEFAULT("os-sku-default"),
        /** Whether pods on a node image can have a user namespace. */
        USER_NAMESPACES("user-namespaces"),
        /** A node image that has FIPS by default. */
        FIPS_DEFAULT("fips-default"),
        /** A property of a cluster or pool. */
        PART("part"),
        /** A revision of the Istio add-on. */
        MESH_REVISION("mesh-revision"),
        /** What serves Ingresses. */
        INGRESS_CONTROLLER("ingress-controller");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * One entry of the table.
     *
     * @param end the first day without support; null where none is announced
     * @param later the first day without long-term support, without images, or without support as AKS expects it; null where
     *     none is known
     * @param kubernetes the versions of Kubernetes for which it holds, such as {@code <1.33}; empty for all
     * @param checked the day on which it was looked up last
     * @param source where
     */
    public record Entry(
            Kind kind,
            String name,
            @Nullable LocalDate end,
            @Nullable LocalDate later,
            String kubernetes,
            LocalDate checked,
            String source) {
        /** Whether it holds for a minor version. */
        public boolean isFor(int minor) {
            if (kubernetes.isEmpty()) {
                return true;
            }
            int limit = Lifecycle.minor(kubernetes.replaceFirst("^[<>=]+", "")).orElseThrow();
            return kubernetes.startsWith("<") ? minor < limit : minor >= limit;
        }

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    private final List<Entry> entries;

    private Lifecycle(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    private static Lifecycle read() {
        return of(String.join("\n", DataTable.lines(Lifecycle.class, "lifecycle.txt")));
    }

    /** A table in the form of {@code lifecycle.txt}. */
    static Lifecycle of(String text) {
        var entries = new ArrayList<Entry>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            String[] columns = line.split(" \\| ", -1);
            if (columns.length != COLUMNS) {
                throw new IllegalArgumentException("an entry has " + COLUMNS + " columns: " + line);
            }
            Kind kind = Stream.of(Kind.values())
                    .filter(known -> known.word.equals(columns[0]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown kind: " + line));
            entries.add(new Entry(
                    kind,
                    columns[1],
                    day(columns[2]),
                    day(columns[3]),
                    columns[4].equals(NOTHING) ? "" : columns[4],
                    LocalDate.parse(columns[5]),
                    columns[6]));
        });
        return new Lifecycle(entries);
    }

    private static @Nullable LocalDate day(String column) {
        return column.equals(NOTHING) ? null : LocalDate.parse(column);
    }

    /** All entries, in the order of the table. */
    public List<Entry> entries() {
        return entries;
    }

    /** The minor version of a text such as {@code v1.34.2}; empty where it is none of Kubernetes 1. */
    public static OptionalInt minor(String version) {
        Matcher matcher = MINOR.matcher(version);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** The entry of Kubernetes 1.minor; empty where the table has none. */
    public Optional<Entry> kubernetes(int minor) {
        return find(Kind.KUBERNETES, entry -> entry.name().equals("1." + minor));
    }

    /**
     * The entry of a part.
     *
     * @throws IllegalStateException when the table has none; the message names it
     */
    public Entry part(String name) {
        return needed(Kind.PART, name);
    }

    /**
     * The entry of an ingress controller.
     *
     * @throws IllegalStateException when the table has none; the message names it
     */
    public Entry ingressController(String name) {
        return needed(Kind.INGRESS_CONTROLLER, name);
    }

    /** The entry of a revision of the Istio add-on, such as {@code asm-1-28}; empty where the table has none. */
    public Optional<Entry> meshRevision(String name) {
        return find(Kind.MESH_REVISION, entry -> entry.name().equalsIgnoreCase(name));
    }

    /** Whether a name is that of a revision of the Istio add-on that came after all entries. */
    public boolean isNewerMeshRevision(String name) {
        OptionalInt minor = meshMinor(name);
        return minor.isPresent()
                && entries.stream()
                        .filter(entry -> entry.kind() == Kind.MESH_REVISION)
                        .allMatch(entry -> meshMinor(entry.name()).orElseThrow() < minor.getAsInt());
    }

    private static OptionalInt meshMinor(String name) {
        Matcher revision = MESH_REVISION.matcher(name);
        return revision.matches() ? OptionalInt.of(Integer.parseInt(revision.group(1))) : OptionalInt.empty();
    }

    private Entry needed(Kind kind, String name) {
        return find(kind, entry -> entry.name().equals(name))
                .orElseThrow(() -> new IllegalStateException("lifecycle.txt has no entry: " + kind + " | " + name));
    }

    /**
     * The lowest minor version that has support on a day, and whose support goes on.
     *
     * @param longTerm whether long-term support counts
     */
    public int lowestSupported(LocalDate day, boolean longTerm) {
        return versions()
                .filter(entry -> {
                    LocalDate end = longTerm ? entry.later() : entry.end();
                    return end == null || end.isAfter(day);
                })
                .mapToInt(entry -> minor(entry.name()).orElseThrow())
                .min()
                .orElse(newest());
    }

    /**
     * The lowest minor version that has support until the table must be looked up again: the same for every run of a release,
     * whatever the day.
     */
    public int lowestKnown() {
        LocalDate known = entries.stream()
                .map(Entry::checked)
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plusDays(DAYS_KNOWN);
        return lowestSupported(known, false);
    }

    /** The newest minor version of the table. */
    public int newest() {
        return versions()
                .mapToInt(entry -> minor(entry.name()).orElseThrow())
                .max()
                .orElseThrow();
    }

    private Stream<Entry> versions() {
        return entries.stream().filter(entry -> entry.kind() == Kind.KUBERNETES);
    }

    /**
     * The node images that an SKU may be: one where the version is known or does not matter.
     *
     * @param sku as the definition writes it, in any case
     * @param minor the version of Kubernetes; empty where it is not known
     */
    public List<String> images(String sku, OptionalInt minor) {
        List<String> images = entries.stream()
                .filter(entry -> entry.kind() == Kind.OS_SKU_DEFAULT)
                .filter(entry -> lower(entry.name()).startsWith(lower(sku) + '='))
                .filter(entry -> minor.isEmpty() || entry.isFor(minor.getAsInt()))
                .map(entry -> entry.name().substring(entry.name().indexOf('=') + 1))
                .distinct()
                .toList();
        return images.isEmpty() ? List.of(sku) : images;
    }

    /** The entry of a node image; empty where nothing is announced. */
    public Optional<Entry> image(String name) {
        return find(Kind.OS_SKU, entry -> entry.name().equalsIgnoreCase(name));
    }

    /** Whether pods on a node image can have a user namespace; empty where the table does not say. */
    public Optional<Boolean> userNamespaces(String image) {
        return find(Kind.USER_NAMESPACES, entry -> lower(entry.name()).startsWith(lower(image) + '='))
                .map(entry -> entry.name().endsWith("=yes"));
    }

    /** Whether a node image has FIPS although the pool does not ask for it. */
    public boolean isFipsByDefault(String image) {
        return find(Kind.FIPS_DEFAULT, entry -> entry.name().equalsIgnoreCase(image))
                .isPresent();
    }

    private Optional<Entry> find(Kind kind, Predicate<Entry> wanted) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && wanted.test(entry))
                .findFirst();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
