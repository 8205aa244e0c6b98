package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.PolicySelection.Choice;
import io.github.akspolicy.configuration.Settings.EnforceSettings;
import io.github.akspolicy.configuration.Settings.EnvironmentSettings;
import io.github.akspolicy.evaluate.Enforcement;
import io.github.akspolicy.evaluate.Weakening.Kind;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.SourceLocation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares which policies are on, how bad their findings are, and what becomes of them, today and on announced days. */
final class PolicyComparison {
    /** More ids would not be read. */
    private static final int MOST_NAMED = 5;

    private final Verification base;
    private final Verification head;
    private final GateComparison gate;
    private final List<String> byProfile = new ArrayList<>();

    PolicyComparison(Verification base, Verification head, GateComparison gate) {
        this.base = base;
        this.head = head;
        this.gate = gate;
    }

    void compare() {
        LocalDate today = head.debt().today();
        PolicySelection before = selection(base, today);
        PolicySelection now = selection(head, today);
        Map<String, Choice> byId = byId(now);
        for (Choice was : before.choices()) {
            if (was.isOn()) {
                compare(was, find(byId, was), !before.profile().equals(now.profile()));
            }
        }
        if (!byProfile.isEmpty()) {
            var written = head.settings().profile();
            gate.add(
                    Kind.PROFILE_WEAKENED,
                    written == null ? gate.start() : written.at(),
                    "profile is " + now.profile().name() + ", in the base "
                            + before.profile().name() + ", which evaluates more: " + named(byProfile));
        }
        for (LocalDate day : days(today)) {
            enforcement(selection(base, day), byId(selection(head, day)), day, today);
        }
    }

    /** What the files say, whatever this run overrides. */
    private static PolicySelection selection(Verification of, LocalDate day) {
        List<EnvironmentSettings> environments = of.settings().environments().isEmpty()
                ? List.of(EnvironmentSettings.DEFAULT)
                : of.settings().environments();
        var ignored = new Problems("");
        return PolicySelection.of(
                of.settings(),
                of.known(),
                Overrides.NONE,
                new Enforcements(environments, day, ignored),
                of.date(),
                ignored);
    }

    private static Map<String, Choice> byId(PolicySelection selection) {
        var byId = new HashMap<String, Choice>();
        for (Choice choice : selection.choices()) {
            choice.active().info().formerIds().forEach(former -> byId.putIfAbsent(former, choice));
        }
        selection.choices().forEach(choice -> byId.put(choice.active().id(), choice));
        return byId;
    }

    private static @Nullable Choice find(Map<String, Choice> byId, Choice was) {
        return byId.get(was.active().id());
    }

    private void compare(Choice was, @Nullable Choice is, boolean isOtherProfile) {
        String id = was.active().id();
        if (is == null) {
            gate.add(
                    Kind.POLICY_OFF,
                    gate.locate(gate.headFile().get("policyFiles")),
                    id + " is not there any more: nothing evaluates what it evaluates in the base");
            return;
        }
        var configured = is.configured();
        if (!is.isOn()) {
            if (configured != null) {
                gate.add(Kind.POLICY_OFF, configured.at(), id + " is off, in the base it is on");
            } else if (isOtherProfile && was.configured() == null) {
                byProfile.add(id);
            } else {
                gate.add(
                        Kind.POLICY_OFF,
                        gate.locate(gate.headFile().get("policies")),
                        id + " is off, in the base it is on: its line was removed");
            }
            return;
        }
        if (was.active().severity() != is.active().severity()
                && was.active().severity().isAtLeast(is.active().severity())) {
            SourceLocation at = configured == null
                    ? gate.start()
                    : configured.severity() == null
                            ? configured.at()
                            : configured.severity().at();
            gate.add(
                    Kind.SEVERITY_LOWERED,
                    at,
                    id + " is " + is.active().severity() + ", in the base "
                            + was.active().severity());
        }
        parameters(was, is, isOtherProfile);
    }

    private void parameters(Choice was, Choice is, boolean isOtherProfile) {
        Policy policy = is.active().policy();
        List<Parameter<?>> all = Stream.concat(policy.info().parameters().stream(), CommonParameters.ALL.stream())
                .toList();
        for (Parameter<?> parameter : all) {
            Object before = was.active().parameters().get(same(parameter, was));
            Object now = is.active().parameters().get(parameter);
            if (before.equals(now) || ParameterDirection.isStricter(parameter, before, now)) {
                continue;
            }
            var configured = is.configured();
            SourceLocation at =
                    configured == null ? null : configured.parametersAt().get(parameter);
            if (at == null && isOtherProfile) {
                byProfile.add(policy.info().id() + " (" + parameter.name() + ")");
                continue;
            }
            gate.add(
                    Kind.PARAMETER_CHANGED,
                    at != null ? at : configured != null ? configured.at() : gate.start(),
                    policy.info().id() + ": the parameter " + parameter.name()
                            + " is another one than in the base, and it is not known to be stricter");
        }
    }

    /** Policies of files are read twice, and their parameters with them. */
    private static Parameter<?> same(Parameter<?> parameter, Choice was) {
        return was.active().info().parameters().stream()
                .<Parameter<?>>map(one -> one)
                .filter(one -> one.name().equals(parameter.name()))
                .findFirst()
                .orElse(parameter);
    }

    /** Today and every announced day: what begins later in the change than in the base is weaker then. */
    private TreeSet<LocalDate> days(LocalDate today) {
        var days = new TreeSet<LocalDate>();
        days.add(today);
        Stream.of(base, head)
                .flatMap(one -> one.settings().policies().stream())
                .flatMap(policy -> policy.enforce().stream())
                .map(EnforceSettings::from)
                .filter(day -> day != null && day.isAfter(today))
                .forEach(days::add);
        return days;
    }

    private void enforcement(PolicySelection before, Map<String, Choice> now, LocalDate day, LocalDate today) {
        for (Choice was : before.choices()) {
            Choice is = find(now, was);
            if (!was.isOn() || is == null || !is.isOn()) {
                continue;
            }
            for (String environment : base.environments()) {
                for (String name : gate.now(environment)) {
                    Enforcement had = was.active().enforcement().get(environment);
                    Enforcement has = is.active().enforcement().get(name);
                    if (strictness(has) < strictness(had)) {
                        var configured = is.configured();
                        SourceLocation at = configured == null
                                ? gate.start()
                                : configured.enforce().isEmpty()
                                        ? configured.at()
                                        : configured.enforce().get(0).at();
                        gate.add(
                                Kind.ENFORCEMENT_LOWERED,
                                at,
                                was.active().id() + " is enforced as " + word(has) + ", in the base as " + word(had)
                                        + (day.equals(today) ? "" : ", from " + day),
                                List.of(name));
                    }
                }
            }
        }
    }

    private static int strictness(@Nullable Enforcement enforcement) {
        if (enforcement == null) {
            return 3;
        }
        return switch (enforcement) {
            case OFF -> 0;
            case REPORT -> 1;
            case NEW_ONLY -> 2;
            case FAIL -> 4;
        };
    }

    private static String word(@Nullable Enforcement enforcement) {
        return enforcement == null ? "its severity says" : enforcement.toString();
    }

    private static String named(List<String> all) {
        List<String> some = all.subList(0, Math.min(MOST_NAMED, all.size()));
        int rest = all.size() - some.size();
        return String.join(", ", some) + (rest == 0 ? "" : " and " + rest + " more");
    }
}
