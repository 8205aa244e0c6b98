package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.evaluate.Baseline;
import io.github.akspolicy.evaluate.Debt;
import io.github.akspolicy.evaluate.Exemption;
import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.evaluate.InvalidExemption;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads exemptions and baseline. A file that is not YAML is a problem; an entry that is wrong is a finding, since the
 * rest of the file still holds.
 */
final class DebtReader {
    private static final int LONGEST_EXEMPTIONS = 4 << 20;
    /** A baseline has a line for each finding of a large estate. */
    private static final int LONGEST_BASELINE = 32 << 20;

    private final Path folder;
    private final Workspace workspace;
    private final KnownPolicies known;
    private final List<String> environments;
    private final Problems problems;

    /** @param folder the folder of the configuration file */
    DebtReader(
            Path folder,
            Workspace workspace,
            KnownPolicies known,
            List<EnvironmentSettings> environments,
            Problems problems) {
        this.folder = folder;
        this.workspace = workspace;
        this.known = known;
        this.environments = environments.stream().map(EnvironmentSettings::name).toList();
        this.problems = problems;
    }

    /**
     * @param sources those of the configuration
     * @param writesBaseline whether the baseline need not be there yet
     */
    Debt read(Settings settings, LocalDate today, Set<String> sources, boolean writesBaseline) {
        var exemptions = new ArrayList<Exemption>();
        var invalid = new ArrayList<InvalidExemption>();
        var paths = new PathResolver(folder, workspace, problems);
        Located<String> written = settings.exemptions();
        Path file = written == null ? null : paths.existing(written, "exemptions file");
        if (file != null) {
            exemptions(file, exemptions, invalid);
        }
        Baseline baseline = Baseline.NONE;
        Located<String> named = settings.baseline();
        if (named != null) {
            baseline = baseline(named, writesBaseline, paths);
        }
        return new Debt(
                exemptions,
                invalid,
                baseline,
                today,
                policies(),
                Set.copyOf(environments),
                sources,
                true,
                ExemptionRules.WITHOUT_BASE);
    }

    private Baseline baseline(Located<String> named, boolean writesBaseline, PathResolver paths) {
        Path file = paths.written(named, "baseline", "baseline", writesBaseline);
        if (file == null) {
            return Baseline.NONE;
        }
        return Files.exists(file) ? baseline(file) : new Baseline(workspace.relative(file), Map.of());
    }

    private Map<String, PolicyInfo> policies() {
        var policies = new HashMap<String, PolicyInfo>();
        for (Policy policy : known.all()) {
            policy.info().formerIds().forEach(former -> policies.putIfAbsent(former, policy.info()));
        }
        known.all().forEach(policy -> policies.put(policy.info().id(), policy.info()));
        return policies;
    }

    /** The day on which exemptions are evaluated: the one that the door names, else today. */
    static LocalDate today(Overrides overrides, Problems problems) {
        String named = overrides.today();
        if (named != null) {
            try {
                return LocalDate.parse(named);
            } catch (DateTimeParseException wrong) {
                problems.add(new Problem(
                        CommandText.option("today") + ": " + ShapeCheck.quote(named) + " is not a date",
                        null,
                        "write it as 2027-01-31"));
            }
        }
        return LocalDate.now();
    }

    private @Nullable Field root(Path file, int maxCharacters, Shape shape, Problems found) {
        Node document = DocumentFile.read(file, maxCharacters, workspace, found);
        if (document == null) {
            if (found.isEmpty()) {
                found.add(Position.START, "the file is empty", "begin with \"schemaVersion: 1\"");
            }
            return null;
        }
        Field root = Field.root(document);
        new ShapeCheck(found).check(shape, root);
        return root;
    }

    private void exemptions(Path file, List<Exemption> exemptions, List<InvalidExemption> invalid) {
        var found = new Problems(workspace.relative(file));
        Field root = root(file, LONGEST_EXEMPTIONS, DebtSchema.exemptions(Shape.Anything.ENTRY), found);
        found.moveTo(problems);
        if (root == null) {
            return;
        }
        Shape shape = DebtSchema.entry(known);
        for (Field entry : root.get("exemptions").items()) {
            var wrong = new Problems(workspace.relative(file));
            new ShapeCheck(wrong).check(shape, entry);
            Exemption exemption = wrong.isEmpty() ? exemption(entry, wrong) : null;
            if (exemption != null && wrong.isEmpty()) {
                exemptions.add(exemption);
            }
            SourceLocation start = wrong.locate(entry.place().value());
            for (Problem problem : wrong.all()) {
                invalid.add(new InvalidExemption(
                        Objects.requireNonNullElse(problem.at(), start),
                        problem.message() + (problem.fix().isEmpty() ? "" : " (" + problem.fix() + ")")));
            }
        }
    }

    private @Nullable Exemption exemption(Field entry, Problems wrong) {
        Policy policy = known.find(entry.get("policy").stringOr(""));
        if (policy == null) {
            return null;
        }
        for (Field environment : entry.get("environments").items()) {
            if (!environments.contains(environment.stringOr(""))) {
                wrong.add(
                        environment.place().value(),
                        "unknown environment " + ShapeCheck.quote(environment.stringOr("")),
                        DidYouMean.fix(environment.stringOr(""), environments, "environments"));
            }
        }
        Exemption.Kind kind = Exemption.Kind.RISK_ACCEPTED;
        for (Exemption.Kind candidate : Exemption.Kind.values()) {
            kind = candidate.toString().equals(entry.get("kind").string()) ? candidate : kind;
        }
        switch (kind) {
            case RISK_ACCEPTED -> {
                require(entry, "until", kind, "the last day on which the risk is accepted", wrong);
                require(entry, "approvedBy", kind, "who accepted the risk", wrong);
            }
            case VENDOR -> require(entry, "until", kind, "the day by which the update is there", wrong);
            case FALSE_POSITIVE ->
                require(
                        entry,
                        "ruleVersion",
                        kind,
                        "ruleVersion: " + policy.info().ruleVersion(),
                        wrong);
        }
        String[] resource = entry.get("resource").stringOr("/").split("/", 2);
        Long version = entry.get("ruleVersion").integer();
        return new Exemption(
                policy.info().id(),
                kind,
                new Exemption.Scope(
                        resource[0],
                        resource[1],
                        entry.get("container").string(),
                        entry.get("namespace").string(),
                        entry.get("source").string(),
                        entry.get("environments").strings()),
                entry.get("reason").stringOr(""),
                entry.get("owner").stringOr(""),
                entry.get("approvedBy").string(),
                date(entry.get("until"), wrong),
                version == null ? null : version.intValue(),
                wrong.locate(entry.place().value()));
    }

    private static void require(Field entry, String key, Exemption.Kind kind, String what, Problems wrong) {
        if (!entry.get(key).isWritten()) {
            wrong.add(
                    entry.place().value(),
                    entry.path() + " has no " + ShapeCheck.quote(key) + ", which " + kind + " needs",
                    "add " + what);
        }
    }

    private static @Nullable LocalDate date(Field field, Problems wrong) {
        String text = field.string();
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException impossible) {
            wrong.add(
                    field.place().value(),
                    field.path() + " is not a day of the calendar: " + ShapeCheck.quote(text),
                    "");
            return null;
        }
    }

    private Baseline baseline(Path file) {
        String shown = workspace.relative(file);
        var found = new Problems(shown);
        Field root = root(file, LONGEST_BASELINE, DebtSchema.baseline(), found);
        var entries = new LinkedHashMap<String, Baseline.Entry>();
        if (root != null && found.isEmpty()) {
            for (Field entry : root.get("findings").fields()) {
                entries.put(
                        entry.key(),
                        new Baseline.Entry(
                                new TreeSet<>(entry.strings()),
                                found.locate(entry.place().key())));
            }
        }
        found.moveTo(problems);
        return new Baseline(shown, entries);
    }
}
