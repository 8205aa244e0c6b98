package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.resource.cluster.ClusterProperties.KUBERNETES_VERSION;
import static io.github.akspolicy.resource.cluster.PoolProperties.OS_SKU;
import static io.github.akspolicy.resource.cluster.PoolProperties.OS_TYPE;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policies.cluster.Collision.Match;
import io.github.akspolicy.policies.cluster.Part.Thing;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.Lifecycle;
import io.github.akspolicy.resource.cluster.Notation;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the settings that collide, in the grammar at the top of {@code refusals.txt}.
 *
 * @param quantifier {@code every}, {@code no}, {@code if} for what only limits the line, or empty for one
 * @param property its path in ARM, {@value #KUBERNETES} or {@value #IMAGE}; empty where the part only has to be there
 * @param word {@code =}, {@code !=}, {@code in}, {@code not in}, {@code not set}; empty without a property
 */
record Term(String quantifier, Part part, String property, String word, List<String> words) {
    static final String KUBERNETES = "kubernetes";
    static final String IMAGE = "image";

    private static final Pattern TERM =
            Pattern.compile("(?:(every|no|if) )?([a-z-]+)(?:\\.(\\S+) (=|!=|in|not in|not set)(?: (.+))?)?");
    private static final Pattern RANGE = Pattern.compile("(?:1\\.(\\d+))?-(?:1\\.(\\d+))?(\\?)?");

    static Term of(String text) {
        Matcher term = TERM.matcher(text);
        if (!term.matches()) {
            throw new IllegalArgumentException("not a setting: " + text);
        }
        return new Term(
                orEmpty(term.group(1)),
                Part.named(term.group(2)),
                orEmpty(term.group(3)),
                orEmpty(term.group(4)),
                List.of(orEmpty(term.group(5)).split(", *")));
    }

    private static String orEmpty(@Nullable String group) {
        return group == null ? "" : group;
    }

    /** {@code pool.osSKU}. */
    String name() {
        return part + "." + property;
    }

    /** Whether it holds around a subject; null where it does not. */
    @Nullable
    Match in(Object subject, Indexes indexes) {
        Match found = null;
        Iterable<Thing> things = part.around(subject, indexes)::iterator;
        for (Thing thing : things) {
            Match match = property.isEmpty()
                    ? new Match(this, thing, thing.place(), part.words() + " is defined", null, false)
                    : match(thing, indexes);
            boolean isEvery = quantifier.equals("every");
            if (match == null && isEvery) {
                return null;
            }
            // one that holds is enough for some, and one that is open leaves all of them open
            boolean saysMore =
                    match != null && (found == null || !found.isOpen() == isEvery && match.isOpen() == isEvery);
            found = saysMore ? match : found;
        }
        return quantifier.equals("no") ? none(found, subject) : found;
    }

    /** What az answers of a resource does not hold what belongs to it. */
    private @Nullable Match none(@Nullable Match found, Object subject) {
        if (found != null) {
            return found.isOpen() ? found : null;
        }
        if (!(subject instanceof AzureResource resource) || resource.notation() == Notation.AZ) {
            return null;
        }
        String what = part.words().replaceFirst("^an? ", "no ")
                + (property.isEmpty() ? "" : " with " + property + " " + String.join(" or ", words));
        return new Match(this, Thing.of(resource), resource.place(), what + " is in the files", null, false);
    }

    private @Nullable Match match(Thing thing, Indexes indexes) {
        AzureResource resource = thing.resource();
        if (resource == null) {
            return null;
        }
        if (property.equals(KUBERNETES)) {
            return version(thing, version(resource, indexes));
        }
        if (property.equals(IMAGE)) {
            return resource instanceof AgentPool pool ? image(thing, pool, indexes) : null;
        }
        Setting setting = resource.get(Part.property(property));
        if (word.equals("not set")) {
            return setting.isSet() || setting.unresolved() != null || !setting.isExpressible()
                    ? null
                    : met(thing, setting, setting.words());
        }
        Unresolved unresolved = setting.unresolved();
        if (unresolved != null) {
            if (word.equals("=") && words.stream().noneMatch(unresolved::mayBeOfItsKind)) {
                return null;
            }
            // what is surely a value of another resource is no word
            return word.equals("!=") && setting.isSurelySet()
                    ? met(thing, setting, setting.words())
                    : open(thing, setting);
        }
        for (Field item : setting.items()) {
            if (words.stream().anyMatch(item.textOr("")::equalsIgnoreCase)) {
                return new Match(this, thing, item.place(), setting.name() + " has " + item.textOr(""), setting, false);
            }
        }
        return words.stream().anyMatch(setting::is) == word.equals("=") ? met(thing, setting, said(setting)) : null;
    }

    /** What is left out is told with what it means. */
    private static String said(Setting setting) {
        return setting.isWritten() || !setting.isSet()
                ? setting.words()
                : setting.words() + " (" + setting.textOrEmpty() + ")";
    }

    static @Nullable Setting version(AzureResource resource, Indexes indexes) {
        return resource instanceof AgentPool pool
                ? pool.version(indexes.derive(ClusterFacts.CLUSTERS_BY_REFERENCE))
                : resource.get(KUBERNETES_VERSION);
    }

    private @Nullable Match version(Thing thing, @Nullable Setting version) {
        if (version == null || !version.isSet() && version.unresolved() == null) {
            return null;
        }
        if (version.unresolved() != null) {
            return open(thing, version);
        }
        OptionalInt minor = Lifecycle.minor(version.textOrEmpty());
        Matcher range = RANGE.matcher(words.get(0));
        if (minor.isEmpty() || !range.matches()) {
            return null;
        }
        boolean isAbove = range.group(2) != null && minor.getAsInt() > Integer.parseInt(range.group(2));
        boolean isBelow = range.group(1) != null && minor.getAsInt() < Integer.parseInt(range.group(1));
        if ((isAbove || isBelow) == word.equals("in")) {
            return null;
        }
        String supported = word.equals("in") ? "" : " (supported: " + supported(range) + ")";
        return isAbove && range.group(3) != null
                ? new Match(
                        this,
                        thing,
                        version.place(),
                        version.words() + ", which the source does not know yet",
                        version,
                        true)
                : met(thing, version, version.words() + supported);
    }

    private static String supported(Matcher range) {
        String from = range.group(1);
        String to = range.group(2);
        return from == null ? "up to 1." + to : to == null ? "1." + from + " and later" : "1." + from + " to 1." + to;
    }

    private @Nullable Match image(Thing thing, AgentPool pool, Indexes indexes) {
        Setting sku = pool.get(OS_SKU);
        Setting version = version(pool, indexes);
        if (sku.unresolved() != null || pool.get(OS_TYPE).unresolved() != null && !sku.isWritten()) {
            return sku.unresolved() == null ? null : open(thing, sku);
        }
        List<String> images =
                pool.images(version == null ? OptionalInt.empty() : Lifecycle.minor(version.textOrEmpty()));
        if (images.stream().noneMatch(words::contains)) {
            return null;
        }
        if (images.size() > 1) {
            return version == null || version.unresolved() == null ? null : open(thing, version);
        }
        return met(thing, sku, sku.words() + (sku.is(images.get(0)) ? "" : " (" + images.get(0) + ")"));
    }

    private Match met(Thing thing, Setting setting, String words) {
        return new Match(this, thing, setting.place(), words, setting, false);
    }

    private @Nullable Match open(Thing thing, Setting setting) {
        var unresolved = setting.unresolved();
        return unresolved == null
                ? null
                : new Match(
                        this,
                        thing,
                        setting.place(),
                        setting.name() + " is known only at deployment: " + unresolved.shown(),
                        setting,
                        true);
    }
}
