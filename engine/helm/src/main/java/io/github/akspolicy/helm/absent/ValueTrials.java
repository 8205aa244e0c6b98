package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Overlay.Meaning;
import io.github.akspolicy.helm.chart.Instance;
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

    /** So many for empty values that get content, whatever the others took; where none of them matters, one is enough. */
    private static final int CONTENT_RENDERS = 20;

    /** So many to try claims again, whatever was taken before: a claim in doubt that is not tried is lost. */
    private static final int DOUBT_RENDERS = 16;

    /** How often values that come to stand far above a field are left out for nearer ones. */
    private static final int NEARER = 3;

    /**
     * A value that made a field appear.
     *
     * @param candidate the value
     * @param inside the field inside of it; empty for itself
     * @param tookAway whether the strongest layer that sets it took the field away
     * @param besides what else took it away, so that both have to go
     */
    record Claim(Candidate candidate, List<Object> inside, boolean tookAway, List<Candidate> besides) {
        static Claim of(Candidate candidate, List<Object> inside) {
            return new Claim(candidate, inside, false, List.of());
        }
    }

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
        restored().forEach(this::prefer);
        if (!open().isEmpty()) {
            switchOver(candidates.switches(open()), candidates);
        }
        renders = Math.max(renders, CONTENT_RENDERS);
        List<Candidate> contents = candidates.contents(open());
        // of two contents of one list only one goes into a render
        for (boolean texts : new boolean[] {false, true}) {
            narrow(
                    contents.stream()
                            .filter(candidate -> texts == (candidate.kind() == Candidate.Kind.TEXTS))
                            .toList(),
                    open());
        }
        return claims;
    }

    /** What the strongest layers of values took away: a field that is there without one of them. */
    private Map<AbsentField, Claim> restored() {
        List<Candidate> overrides = chart.overrides().stream()
                .map(override -> {
                    Instance owner = chart.owner(override.key());
                    int outer = override.key().get(0).equals("global")
                            ? 0
                            : owner.valuesPath().size();
                    return Candidate.restored(
                            owner, override.key().subList(outer, override.key().size()), override.before());
                })
                .toList();
        var trials = new RestoredValues((values, wanted) -> {
            RenderedFields fields = render(new Overlay(chart, values), wanted);
            return fields == null
                    ? null
                    : wanted.stream().filter(field -> fields.at(field) != null).toList();
        });
        return trials.find(overrides, List.copyOf(mentions.keySet()));
    }

    /** The line that took a field away is the one to edit; a value that stands on it names the key inside of it, too. */
    private void prefer(AbsentField field, Claim restored) {
        Claim filled = claims.get(field);
        if (filled != null) {
            List<Object> key = restored.candidate().key();
            var whole = new ArrayList<Object>(filled.candidate().key());
            whole.addAll(filled.inside());
            if (whole.size() >= key.size() && whole.subList(0, key.size()).equals(key)) {
                claims.put(field, new Claim(filled.candidate(), filled.inside(), true, restored.besides()));
                return;
            }
        }
        claims.put(field, restored);
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
                parts(candidates).forEach(this::fill);
            } else {
                refused.addAll(candidates);
            }
            return;
        }
        for (AbsentField field : mentions.keySet()) {
            Node node = fields.at(field);
            Meaning meaning = node == null ? null : overlay.meaning(node);
            if (meaning != null && !claims.containsKey(field)) {
                claims.put(field, Claim.of(meaning.candidate(), meaning.inside()));
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
        renders = Math.max(renders, DOUBT_RENDERS);
        for (Set<Candidate> together : batches(doubts)) {
            confirm(List.copyOf(together));
        }
    }

    /** Keeps what values supply without the others of their render; what Helm refuses together is tried in parts. */
    private void confirm(List<Candidate> together) {
        var overlay = new Overlay(chart, together);
        List<AbsentField> about = claims.entrySet().stream()
                .filter(claim -> together.contains(claim.getValue().candidate()))
                .map(Map.Entry::getKey)
                .toList();
        RenderedFields fields = about.isEmpty() || renders-- <= 0 ? null : render(overlay, about);
        if (fields == null && together.size() > 1 && renders > 0) {
            parts(together).forEach(this::confirm);
            return;
        }
        for (AbsentField field : about) {
            Node node = fields == null ? null : fields.at(field);
            if (node == null || overlay.meaning(node) == null) {
                claims.remove(field);
            }
        }
    }

    /**
     * Two parts of values, to find those that matter or that Helm refuses. Mostly a block is what a template cannot use or what
     * writes a key twice, so that texts and lists are parted from blocks, and tried first, before anything is halved.
     */
    private static List<List<Candidate>> parts(List<Candidate> values) {
        Map<Boolean, List<Candidate>> kinds =
                values.stream().collect(Collectors.partitioningBy(value -> value.kind() == Candidate.Kind.BLOCK));
        if (kinds.values().stream().noneMatch(List::isEmpty)) {
            return List.copyOf(kinds.values());
        }
        int half = values.size() / 2;
        return List.of(values.subList(0, half), values.subList(half, values.size()));
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

    /** Finds the values of which each alone makes fields appear: halves of those that do together. */
    private void narrow(List<Candidate> values, List<AbsentField> wanted) {
        if (values.isEmpty() || wanted.isEmpty() || renders-- <= 0) {
            return;
        }
        RenderedFields fields = render(new Overlay(chart, values), wanted);
        List<AbsentField> showing = wanted.stream()
                // one of the values may have renamed or removed what others show
                .filter(field -> fields == null || fields.isGone(field) || fields.at(field) != null)
                .toList();
        if (values.size() == 1) {
            for (AbsentField field : showing) {
                if (fields != null && fields.at(field) != null) {
                    claims.put(field, Claim.of(values.get(0), List.of()));
                }
            }
            return;
        }
        for (List<Candidate> part : parts(values)) {
            narrow(
                    part,
                    showing.stream().filter(field -> !claims.containsKey(field)).toList());
        }
    }

    /** Switches what conditions ask for: first all of it, to see whether that shows anything, then one after the other. */
    private void switchOver(List<Candidate> switches, Candidates candidates) {
        List<AbsentField> open = open();
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
                    claims.put(field, Claim.of(one, List.of()));
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
