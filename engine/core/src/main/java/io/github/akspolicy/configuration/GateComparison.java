package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.evaluate.Weakening.Kind;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.spi.ContentDigest;
import io.github.akspolicy.spi.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a configuration lets more pass than that of its base. What is known to be equal or stricter gives nothing;
 * every other difference counts, keys that are not known here among them: a key that comes later must not be a way around.
 */
final class GateComparison {
    /** In characters, as for every configuration. */
    private static final int LONGEST = 4 << 20;

    /** What is compared by its meaning; limits are left out, since what exceeds them fails. */
    private static final Set<String> BY_MEANING = Set.of(
            "schemaVersion",
            "profile",
            "environments",
            "sources",
            "policyFiles",
            "policies",
            "exemptions",
            "baseline",
            "rbacBudget",
            "failOn",
            "unknown",
            "require",
            "gate",
            "limits");

    /** Lists that only add something to evaluate. */
    private static final Set<String> MAY_GROW = Set.of("podTemplates");

    /** Lists that are taken for true: what is not in them is not believed. */
    private static final Set<String> MAY_SHRINK = Set.of("context", "principals");

    private static final Set<String> OF_ENVIRONMENTS_BY_MEANING = Set.of("require", "cluster", "kubeVersion");

    private final Verification base;
    private final Verification head;
    private final Field baseFile;
    private final Field headFile;
    private final SourceLocation start;
    private final List<Weakening> found = new ArrayList<>();

    GateComparison(Verification base, Verification head) {
        this.base = base;
        this.head = head;
        this.baseFile = document(base);
        this.headFile = document(head);
        this.start = locate(Position.START);
    }

    List<Weakening> weakenings() {
        threshold("failOn", base.settings().failOn(), head.settings().failOn());
        threshold("unknown", base.settings().unknown(), head.settings().unknown());
        required();
        environments();
        keys();
        gate();
        thirdPartyCharts();
        namedCharts();
        new PolicyComparison(base, head, this).compare();
        new SourceComparison(base, head, this).compare();
        new PolicyContentComparison(base, head, this).compare();
        return found;
    }

    /** A configuration that was read before: what is wrong with it was reported then. */
    private static Field document(Verification of) {
        Node node = DocumentFile.read(
                of.configurationFile(),
                LONGEST,
                of.workspace(),
                new Problems(of.configurationFile().toString()));
        return Field.root(Objects.requireNonNull(node, "a configuration that could be read"));
    }

    Field baseFile() {
        return baseFile;
    }

    Field headFile() {
        return headFile;
    }

    /** The beginning of the configuration file: where a line was removed. */
    SourceLocation start() {
        return start;
    }

    /** A place in the configuration file of the change. */
    SourceLocation locate(Position at) {
        return new SourceLocation(
                head.workspace().relative(head.configurationFile()),
                at.line(),
                at.column(),
                SourceLocation.Role.CONFIGURATION);
    }

    /** The line of a key that is written, else the beginning of the file. */
    SourceLocation locate(Field field) {
        return field.isPresent() ? locate(field.place().key()) : start;
    }

    /** Weaker in all environments. */
    void add(Kind kind, SourceLocation at, String message) {
        add(kind, at, message, head.environments());
    }

    void add(Kind kind, SourceLocation at, String message, Collection<String> environments) {
        found.add(Weakening.of(kind, at, message, environments.isEmpty() ? head.environments() : environments));
    }

    /** The environments that an environment of the base is now: of a base that names none, all there are. */
    List<String> now(String environment) {
        if (head.environments().contains(environment)) {
            return List.of(environment);
        }
        return environment.equals(Verification.DEFAULT_ENVIRONMENT)
                        && base.settings().environments().isEmpty()
                ? head.environments()
                : List.of();
    }

    private void threshold(String key, @Nullable Located<String> before, @Nullable Located<String> now) {
        String was = before == null ? Severity.HIGH.toString() : before.value();
        String is = now == null ? Severity.HIGH.toString() : now.value();
        Severity least = Severity.of(was).orElse(null);
        Severity most = Severity.of(is).orElse(null);
        boolean isRaised = least != null && (most == null || (most != least && most.isAtLeast(least)));
        if (isRaised) {
            add(Kind.FAIL_ON_RAISED, now == null ? start : now.at(), key + " is " + is + ", in the base " + was);
        }
    }

    private void required() {
        for (EnvironmentSettings before : settings(base)) {
            for (String name : now(before.name())) {
                Set<InputKind> is = settings(head).stream()
                        .filter(environment -> environment.name().equals(name))
                        .flatMap(environment -> environment.required().stream())
                        .map(Located::value)
                        .collect(Collectors.toSet());
                head.settings().required().forEach(kind -> is.add(kind.value()));
                var was = new LinkedHashSet<InputKind>();
                base.settings().required().forEach(kind -> was.add(kind.value()));
                before.required().forEach(kind -> was.add(kind.value()));
                was.removeAll(is);
                Field list = headFile.get("require");
                was.forEach(kind -> add(
                        Kind.REQUIRE_REMOVED,
                        locate(list),
                        "require has no " + kind + ", in the base it has",
                        List.of(name)));
            }
        }
    }

    /** Who brings a chart and records its digest says that others answer for it: its findings no longer fail. */
    private void thirdPartyCharts() {
        Map<String, Position> before = recorded(base);
        recorded(head).forEach((chart, at) -> {
            if (!before.containsKey(chart)) {
                String name = chart.replaceFirst(" .*", "");
                add(
                        Kind.EXEMPTION_ADDED,
                        new SourceLocation(
                                head.workspace()
                                        .relative(head.configurationFile().resolveSibling(ChartsLock.FILE_NAME)),
                                at.line(),
                                at.column(),
                                SourceLocation.Role.CONFIGURATION),
                        "charts: " + name + " counts as third-party, so that its findings do not fail; the base does"
                                + " not record this content");
            }
        });
    }

    /** What the configuration names counts as third-party with any content: so the content belongs to the gate. */
    private void namedCharts() {
        for (Located<String> named : head.settings().thirdParty()) {
            boolean wasNamed = base.settings().thirdParty().stream()
                    .anyMatch(before -> before.value().equals(named.value()));
            if (wasNamed && !isEqual(digest(base, named.value()), digest(head, named.value()))) {
                add(
                        Kind.EXEMPTION_ADDED,
                        named.at(),
                        "thirdParty: " + named.value()
                                + " has another content than in the base, and its findings do not"
                                + " fail; record what you reviewed: mvn aks-policy:charts-lock");
            }
        }
    }

    private static boolean isEqual(String before, String now) {
        return !before.isEmpty() && before.equals(now);
    }

    /** Empty where no digest covers all of it. */
    private static String digest(Verification of, String path) {
        return ContentDigest.of(Verification.parent(of.configurationFile()).resolve(path));
    }

    private static Map<String, Position> recorded(Verification of) {
        Path file = of.configurationFile();
        // what is wrong with the file was reported when it was read
        return new ChartsLock(Verification.parent(file), of.workspace(), new Problems(file.toString())).recorded();
    }

    private static List<EnvironmentSettings> settings(Verification of) {
        List<EnvironmentSettings> all = of.settings().environments();
        return all.isEmpty() ? List.of(EnvironmentSettings.DEFAULT) : all;
    }

    private void environments() {
        for (Field before : baseFile.get("environments").fields()) {
            Field now = headFile.get("environments").get(before.key());
            if (!head.environments().contains(before.key())) {
                add(
                        Kind.ENVIRONMENT_REMOVED,
                        locate(headFile.get("environments")),
                        "environments has no " + before.key() + ", in the base it has");
                continue;
            }
            List<String> here = List.of(before.key());
            keys(before, now, OF_ENVIRONMENTS_BY_MEANING, "environments." + before.key() + ".", here);
            if (isOlder(
                    now.get("kubeVersion").textOr(""), before.get("kubeVersion").textOr(""))) {
                add(
                        Kind.SETTING_CHANGED,
                        locate(now.get("kubeVersion").isPresent() ? now.get("kubeVersion") : now),
                        "environments." + before.key() + ".kubeVersion is older than in the base",
                        here);
            }
        }
    }

    /** Whether a version is older than another, or is gone; what is not a version counts as older. */
    private static boolean isOlder(String now, String before) {
        if (now.equals(before) || before.isEmpty()) {
            return false;
        }
        try {
            String[] is = now.replaceFirst("^v", "").split("[.+-]", -1);
            String[] was = before.replaceFirst("^v", "").split("[.+-]", -1);
            for (int i = 0; i < 2; i++) {
                int order = Integer.compare(Integer.parseInt(is[i]), Integer.parseInt(was[i]));
                if (order != 0) {
                    return order < 0;
                }
            }
            return false;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException odd) {
            return true;
        }
    }

    private void keys() {
        keys(baseFile, headFile, BY_MEANING, "", head.environments());
        // a budget that the base does not have only adds to what is checked
        var budget = base.rbacBudgetFile();
        if (budget.isPresent()) {
            FileContent before = FileContent.of(budget.get(), base.workspace());
            FileContent now = head.rbacBudgetFile()
                    .map(file -> FileContent.of(file, head.workspace()))
                    .orElse(FileContent.NONE);
            if (now.isAbsent() || !now.isWithin(before)) {
                add(
                        Kind.SETTING_CHANGED,
                        now.isAbsent() ? locate(headFile.get("rbacBudget")) : now.start(),
                        "the budget of access allows something that it does not allow in the base");
            }
        }
    }

    private void keys(Field before, Field now, Set<String> known, String prefix, Collection<String> environments) {
        var keys = new LinkedHashSet<String>();
        before.fields().forEach(field -> keys.add(field.key()));
        now.fields().forEach(field -> keys.add(field.key()));
        keys.removeAll(known);
        for (String key : keys) {
            Object was = plain(before.get(key));
            Object is = plain(now.get(key));
            boolean isFine = Objects.equals(was, is)
                    || (MAY_GROW.contains(key) && contains(is, was))
                    || (MAY_SHRINK.contains(key) && contains(was, is));
            if (!isFine) {
                Field at = now.get(key).isPresent() ? now.get(key) : now;
                add(
                        Kind.SETTING_CHANGED,
                        at.isRoot() ? start : locate(at),
                        prefix + key + (is == null ? " is gone" : was == null ? " was added" : " was changed"),
                        environments);
            }
        }
    }

    static @Nullable Object plain(Field field) {
        Node node = field.node();
        return node == null ? null : Node.toPlain(node);
    }

    /** Whether a list has all items of another one. */
    private static boolean contains(@Nullable Object all, @Nullable Object some) {
        return some == null
                || (all instanceof List<?> list
                        && some instanceof List<?> items
                        && new HashSet<Object>(list).containsAll(items));
    }

    private void gate() {
        GateSettings now = head.settings().gate();
        if (now.isWeakerThan(base.settings().gate())) {
            add(
                    Kind.SETTING_CHANGED,
                    now.at() == null ? start : now.at(),
                    "gate lets a change do more than in the base");
        }
    }
}
