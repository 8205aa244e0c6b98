package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Flag;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.source.SourceLocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says under {@code gate}: how far a change may exempt itself. Where there is a base, that of the base
 * holds.
 *
 * @param annotations whether annotations exempt
 * @param maxDays how many days an exemption may hold from today, or null for any number
 * @param exemptionOwners whose files may exempt, as CODEOWNERS writes them; empty for all files
 * @param fromBase whether the configuration, exemptions and baseline of the base evaluate the change
 * @param reportOnly whether what a change weakens is reported and fails nothing
 * @param at the key, or null when there is none
 */
record GateSettings(
        boolean annotations,
        @Nullable Long maxDays,
        List<String> exemptionOwners,
        boolean fromBase,
        boolean reportOnly,
        @Nullable SourceLocation at) {
    static final GateSettings NONE = new GateSettings(true, null, List.of(), false, false, null);

    private static final String BASE = "base";
    private static final String HEAD = "head";
    private static final String FAIL = "fail";
    private static final String REPORT = "report";
    private static final long A_CENTURY = 36_525;

    GateSettings {
        exemptionOwners = List.copyOf(exemptionOwners);
    }

    static GateSettings read(Field gate, Problems problems) {
        if (!gate.isPresent()) {
            return NONE;
        }
        return new GateSettings(
                !gate.get("annotations").isFalse(),
                gate.get("maxDays").integer(),
                gate.get("exemptionOwners").strings(),
                BASE.equals(gate.get("gateFrom").string()),
                REPORT.equals(gate.get("weakening").string()),
                problems.locate(gate.place().key()));
    }

    static Shape shape() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "annotations",
                new Described(new Flag(), "Whether annotations of workloads and pod templates exempt.", true));
        keys.put(
                "maxDays",
                new Described(
                        new Whole(1, A_CENTURY),
                        "How many days from today an exemption may hold; one that holds longer, or without end, exempts"
                                + " nothing.",
                        null));
        keys.put(
                "exemptionOwners",
                new Described(
                        new Items(
                                Text.matching("an owner as CODEOWNERS has it, such as @contoso/security", "\\S+"),
                                false),
                        "Exemptions and baseline count only in files that CODEOWNERS gives to these owners and to no"
                                + " others.",
                        null));
        keys.put(
                "gateFrom",
                new Described(
                        new Word(List.of(HEAD, BASE)),
                        "Whose configuration, exemptions and baseline evaluate a change that is compared with a base:"
                                + " its own, or those of the base.",
                        HEAD));
        keys.put(
                "weakening",
                new Described(
                        new Word(List.of(FAIL, REPORT)),
                        "Whether a change fails that makes the gate weaker than the base.",
                        FAIL));
        return new Described(
                new Keys("key", keys, Set.of()),
                "How far a change may exempt itself; read from the base where there is one.",
                null);
    }

    /** Whether this lets a change do more than the other one does. */
    boolean isWeakerThan(GateSettings other) {
        return (annotations && !other.annotations)
                || (other.maxDays != null && (maxDays == null || maxDays > other.maxDays))
                || (!other.exemptionOwners.isEmpty()
                        && (exemptionOwners.isEmpty() || !other.exemptionOwners.containsAll(exemptionOwners)))
                || (other.fromBase && !fromBase)
                || (reportOnly && !other.reportOnly);
    }
}
