package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Overlay.Meaning;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.AbsentField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tries values for the absent fields of one render, all at once as far as they go together. Where Helm refuses them, halves are
 * tried, up to a bound.
 */
final class ValueTrials {
    /** So many renders at most, however many values Helm refuses. */
    private static final int RENDERS = 40;

    /** How often values that come to stand far above a field are left out for nearer ones. */
    private static final int NEARER = 3;

    /**
     * A value that made a field appear.
     *
     * @param candidate the value
     * @param inside the field inside of it; empty for itself
     * @param switched what had to be switched as well; null for nothing
     */
    record Claim(
            Candidate candidate,
            List<Object> inside,
            @Nullable Candidate switched) {}

    private final RenderedChart chart;
    private final TrialRender.Session session;
    private final Map<AbsentField, Set<Mention>> mentions;
    private final Map<AbsentField, Claim> claims = new LinkedHashMap<>();
    private final Map<AbsentField, List<Candidate>> company = new LinkedHashMap<>();
    private final Set<Candidate> refused = new LinkedHashSet<>();
    private int renders = RENDERS;

    ValueTrials(RenderedChart chart, TrialRender.Session session, Map<AbsentField, Set<Mention>> mentions) {
        this.chart = chart;
        this.session = session;
        this.mentions = mentions;
    }

    Map<AbsentField, Claim> run() {
        var candidates = new Candidates(chart, mentions);
        List<Candidate> likely = candidates.filled(false);
        fill(likely);
        refine(likely);
        if (!open().isEmpty()) {
            Set<List<Object>> tried = likely.stream().map(Candidate::key).collect(Collectors.toSet());
            fill(candidates.filled(true).stream()
                    .filter(candidate -> !tried.contains(candidate.key()))
                    .toList());
        }
        verify();
        if (!open().isEmpty()) {
            switchOver(candidates, open());
        }
        return claims;
    }

    private List<AbsentField> open() {
        return mentions.keySet().stream()
                .filter(field -> !claims.containsKey(field))
                .toList();
    }

    private void fill(List<Candidate> candidates) {
        if (candidates.isEmpty() || renders-- <= 0) {
            return;
        }
        var overlay = new Overlay(chart, candidates);
        RenderedFields fields = render(overlay, mentions.keySet());
        if (fields == null) {
            if (candidates.size() > 1) {
                fill(candidates.subList(0, candidates.size() / 2));
                fill(candidates.subList(candidates.size() / 2, candidates.size()));
            } else {
                refused.addAll(candidates);
            }
            return;
        }
        for (AbsentField field : mentions.keySet()) {
            Node node = fields.at(field);
            Meaning meaning = node == null ? null : overlay.meaning(node);
            if (meaning != null && !claims.containsKey(field)) {
                claims.put(field, new Claim(meaning.candidate(), meaning.inside(), null));
                company.put(field, overlay.tried());
            }
        }
        List<Candidate> left = new ArrayList<>(candidates);
        left.removeAll(overlay.tried());
        if (!left.isEmpty() && left.size() < candidates.size()) {
            fill(left);
        }
    }

    /**
     * Where a block that lies far above a field wins over one that is nearer to it, as a patch of a whole manifest does over that
     * of a container, the nearer one is the one to edit.
     */
    private void refine(List<Candidate> candidates) {
        List<Candidate> others = new ArrayList<>(candidates);
        others.removeAll(refused);
        for (int round = 0; round < NEARER; round++) {
            Map<AbsentField, Claim> before = new LinkedHashMap<>(claims);
            Set<Candidate> far = new LinkedHashSet<>();
            before.forEach((field, claim) -> {
                if (isFar(field, claim)) {
                    far.add(claim.candidate());
                }
            });
            if (!others.removeAll(far) || others.isEmpty()) {
                return;
            }
            claims.keySet()
                    .removeIf(field -> far.contains(
                            Objects.requireNonNull(before.get(field)).candidate()));
            fill(others);
            before.forEach((field, claim) -> claims.merge(field, claim, ValueTrials::nearer));
        }
    }

    private static Claim nearer(Claim one, Claim other) {
        return other.inside().size() < one.inside().size() ? other : one;
    }

    /** Whether a block has come to stand above what is written on the way to a field. */
    private static boolean isFar(AbsentField field, Claim claim) {
        int absent = field.place().path().segments().size()
                - field.place().nearest().segments().size();
        return claim.inside().size() > absent;
    }

    /** The fields of a render with values; null when Helm refuses them, or nobody can read what came. */
    private @Nullable RenderedFields render(Overlay overlay, Collection<AbsentField> wanted) {
        Map<String, String> texts = session.render(overlay.values());
        if (texts == null) {
            return null;
        }
        var fields = new RenderedFields(texts);
        wanted.forEach(fields::at);
        return fields.isBroken() ? null : fields;
    }

    /**
     * Tries values again where a condition of their field asks for others that were tried with them: without these. What goes
     * together goes into one render.
     */
    private void verify() {
        var doubts = new LinkedHashMap<Candidate, Set<Candidate>>();
        claims.forEach((field, claim) -> {
            Set<Candidate> others = askedBeside(field, claim);
            if (!others.isEmpty()) {
                doubts.computeIfAbsent(claim.candidate(), key -> new LinkedHashSet<>())
                        .addAll(others);
            }
        });
        for (Set<Candidate> together : batches(doubts)) {
            var overlay = new Overlay(chart, together);
            List<AbsentField> about = claims.entrySet().stream()
                    .filter(claim -> together.contains(claim.getValue().candidate()))
                    .map(Map.Entry::getKey)
                    .toList();
            RenderedFields fields = renders-- > 0 ? render(overlay, about) : null;
            for (AbsentField field : about) {
                Node node = fields == null ? null : fields.at(field);
                if (node == null || overlay.meaning(node) == null) {
                    claims.remove(field);
                }
            }
        }
    }

    /** The other values of the same render that may have met a condition around the field. */
    private Set<Candidate> askedBeside(AbsentField field, Claim claim) {
        Set<Candidate> others = new LinkedHashSet<>();
        for (Mention mention : mentions.getOrDefault(field, Set.of())) {
            if (mention.use() == Mention.Use.CONDITION
                    && !Candidates.isTrue(chart.value(mention.instance(), mention.path()))) {
                List<Object> key = ValuesLayers.rootPath(mention.instance(), mention.path());
                company.getOrDefault(field, List.of()).stream()
                        .filter(other -> other != claim.candidate() && other.fills(key))
                        .forEach(others::add);
            }
        }
        return others;
    }

    /** Sets of which no member is a doubt of another one. */
    private static List<Set<Candidate>> batches(Map<Candidate, Set<Candidate>> doubts) {
        var batches = new ArrayList<Set<Candidate>>();
        doubts.forEach((candidate, others) -> {
            for (Set<Candidate> batch : batches) {
                if (batch.stream()
                        .noneMatch(member -> others.contains(member)
                                || doubts.getOrDefault(member, Set.of()).contains(candidate))) {
                    batch.add(candidate);
                    return;
                }
            }
            batches.add(new LinkedHashSet<>(Set.of(candidate)));
        });
        return batches;
    }

    /** Switches what conditions ask for: first all of it, to see whether that shows anything, then one after the other. */
    private void switchOver(Candidates candidates, List<AbsentField> open) {
        List<Candidate> switches = candidates.switches(open);
        var showing = new LinkedHashSet<AbsentField>();
        appear(switches, open, showing);
        if (showing.isEmpty()) {
            return;
        }
        for (Candidate one : switches) {
            // one that did not show with all of them may have been hidden by another switch
            List<AbsentField> about = open.stream()
                    .filter(field -> !claims.containsKey(field) && candidates.concerns(one, field))
                    .toList();
            if (about.isEmpty() || renders-- <= 0) {
                continue;
            }
            var plain = new Overlay(chart, List.of(one));
            RenderedFields fields = render(plain, about);
            for (AbsentField field : about) {
                if (fields != null && fields.at(field) != null) {
                    claims.put(field, new Claim(one, List.of(), null));
                }
            }
        }
    }

    private void appear(List<Candidate> switches, List<AbsentField> open, Set<AbsentField> showing) {
        if (switches.isEmpty() || renders-- <= 0) {
            return;
        }
        RenderedFields fields = render(new Overlay(chart, switches), open);
        if (fields == null) {
            if (switches.size() > 1) {
                appear(switches.subList(0, switches.size() / 2), open, showing);
                appear(switches.subList(switches.size() / 2, switches.size()), open, showing);
            }
            return;
        }
        open.stream().filter(field -> fields.at(field) != null).forEach(showing::add);
    }
}
