package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.evaluate.Weakening.Kind;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.ContentDigest;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what of a configuration lets more pass than that of its base. What is known to be equal or stricter gives nothing;
 * every other difference counts: {@link KeyDirections} says of each key what is stricter.
 */
final class GateComparison {
    /** In characters, as for every configuration. */
    private static final int LONGEST = 4 << 20;

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
                        "charts: " + name
                                + " counts as third-party, so its findings do not fail; the base does not record this content");
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
                                + " fail; record what you reviewed: " + CommandText.command("charts-lock"));
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
        Field before = baseFile.get("environments");
        Field now = headFile.get("environments");
        for (EnvironmentSettings was : settings(base)) {
            List<String> names = now(was.name());
            if (names.isEmpty()) {
                add(
                        Kind.ENVIRONMENT_REMOVED,
                        locate(now),
                        "environments has no " + was.name() + ", in the base it has");
            }
            for (String name : names) {
                List<String> here = List.of(name);
                keys(before.get(was.name()), now.get(name), "environments.*.", "environments." + name + ".", here);
                kubeVersion(was, name, now.get(name));
            }
        }
    }

    /** Older or newer: a condition of a chart on the version may leave out what was evaluated, either way. */
    private void kubeVersion(EnvironmentSettings was, String name, Field now) {
        EnvironmentSettings is = settings(head).stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst()
                .orElse(EnvironmentSettings.DEFAULT);
        if (!is.effectiveKubeVersion().equals(was.effectiveKubeVersion())) {
            add(
                    Kind.SETTING_CHANGED,
                    locate(now.get("kubeVersion").isPresent() ? now.get("kubeVersion") : now),
                    "environments." + name + ".kubeVersion is " + is.effectiveKubeVersion() + ", in the base "
                            + was.effectiveKubeVersion() + ": charts may write less for it",
                    List.of(name));
        }
    }

    private void keys() {
        keys(baseFile, headFile, "", "", head.environments());
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

    /**
     * @param scope what is put before a key for its direction
     * @param prefix the same for messages
     */
    private void keys(Field before, Field now, String scope, String prefix, Collection<String> environments) {
        var keys = new LinkedHashSet<String>();
        before.fields().forEach(field -> keys.add(field.key()));
        now.fields().forEach(field -> keys.add(field.key()));
        for (String key : keys) {
            Object was = plain(before.get(key));
            Object is = plain(now.get(key));
            if (!KeyDirections.of(scope + key).isFine(was, is)) {
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
