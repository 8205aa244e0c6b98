package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.Overlay.Meaning;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.RenderedChart;
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

    private final RenderedChart chart;
    private final Map<AbsentField, Set<Mention>> mentions;
    private final Trials trials;
    private final Candidates candidates;
    private final SeenTrials seen;
    private final Map<AbsentField, Claim> claims = new LinkedHashMap<>();
    private final ConditionTrials conditions;
    private final Set<Candidate> refused = new LinkedHashSet<>();

    /** @param plain what the chart renders without further values */
    ValueTrials(
            RenderedChart chart,
            TrialRender.Session session,
            Map<AbsentField, Set<Mention>> mentions,
            RenderedFields plain) {
        this.chart = chart;
        this.trials = new Trials(chart, session, plain, RENDERS);
        this.mentions = mentions;
        this.candidates = new Candidates(chart, mentions);
        this.seen = new SeenTrials(chart, candidates, mentions);
        this.conditions = new ConditionTrials(trials, candidates, claims);
    }

    /** What was found. */
    Map<AbsentField, Claim> claims() {
        return claims;
    }

    /** Whether Helm could not be asked to the end. */
    boolean isCutShort() {
        return trials.isCutShort();
    }

    /** Looks for all values that matter. */
    void run() {
        List<Candidate> likely = candidates.filled(false);
        fill(likely, mentions.keySet());
        refine(likely);
        if (!open().isEmpty()) {
            Set<List<Object>> tried = likely.stream().map(Candidate::key).collect(Collectors.toSet());
            fill(
                    candidates.filled(true).stream()
                            .filter(candidate -> !tried.contains(candidate.key()))
                            .toList(),
                    open());
        }
        verify(List.copyOf(claims.keySet()));
        restored().forEach(this::prefer);
        showOne();
        conditions.switchOver(candidates.switches(writable()), writable());
        contents();
    }

    /**
     * Tries what was found for another release of the chart, all of it in one render.
     *
     * @param before the value for each field; null where there was none
     * @return the fields that are decided by it
     */
    Set<AbsentField> again(Map<AbsentField, @Nullable Claim> before) {
        var values = new LinkedHashSet<Candidate>();
        before.values().stream().filter(Objects::nonNull).forEach(claim -> values.add(claim.candidate()));
        var overlay = trials.overlay(values);
        RenderedFields fields = values.isEmpty() ? null : trials.render(overlay);
        var decided = new LinkedHashSet<AbsentField>();
        before.forEach((field, claim) -> {
            if (claim == null) {
                decided.add(field);
            } else if (fields != null && !fields.isBroken(field) && isShown(field, claim, fields, overlay)) {
                claims.put(field, claim);
                decided.add(field);
            }
        });
        restored().forEach((field, claim) -> {
            if (decided.contains(field)) {
                prefer(field, claim);
            }
        });
        return decided;
    }

    /** Whether a field shows its value, or could not come from any other one that was tried. */
    private boolean isShown(AbsentField field, Claim claim, RenderedFields fields, Overlay overlay) {
        Node node = fields.at(field);
        if (node == null) {
            return false;
        }
        Meaning meaning = overlay.meaning(field, node);
        return meaning == null
                ? overlay.tried().stream()
                        .noneMatch(other -> other != claim.candidate() && candidates.isMentioned(other, field))
                : meaning.candidate() == claim.candidate() && meaning.inside().equals(claim.inside());
    }

    /** Empty values that get content: texts first, which show where they come to stand. */
    private void contents() {
        trials.leave(CONTENT_RENDERS);
        List<AbsentField> before = writable();
        fill(untried(List.of(Candidate.Kind.TEXT)), before);
        verify(before.stream().filter(claims::containsKey).toList());
        showOne();
        // of two contents of one list only one goes into a render
        conditions.narrow(untried(List.of(Candidate.Kind.BLOCK, Candidate.Kind.LIST)), writable());
        conditions.narrow(untried(List.of(Candidate.Kind.TEXTS)), writable());
    }

    private List<Candidate> untried(List<Candidate.Kind> kinds) {
        List<AbsentField> open = writable();
        return seen.untried(
                candidates.contents(open).stream()
                        .filter(candidate -> kinds.contains(candidate.kind()))
                        .toList(),
                open);
    }

    /** Finds which of the values of a render made fields appear that show none of them. */
    private void showOne() {
        Map<AbsentField, List<Candidate>> shown = seen.takeShown();
        shown.keySet().removeAll(claims.keySet());
        var suspects = new LinkedHashSet<Candidate>();
        shown.values().forEach(suspects::addAll);
        trials.leave(DOUBT_RENDERS);
        conditions.narrow(List.copyOf(suspects), List.copyOf(shown.keySet()));
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
        return new RestoredValues(this::appearing, trials::suspects).find(overrides, List.copyOf(mentions.keySet()));
    }

    private @Nullable Set<AbsentField> appearing(List<Candidate> values) {
        RenderedFields fields = trials.renderWhole(trials.overlay(values), mentions.keySet());
        return fields == null
                ? null
                : mentions.keySet().stream()
                        .filter(field -> fields.at(field) != null)
                        .collect(Collectors.toSet());
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

    /** The open fields that a template can write when a condition holds. */
    private List<AbsentField> writable() {
        return open().stream()
                .filter(field ->
                        chart.isNamed(field.file(), field.place().path().lastField()))
                .toList();
    }

    private void fill(List<Candidate> values, Collection<AbsentField> wanted) {
        if (values.isEmpty() || wanted.isEmpty() || !trials.take()) {
            return;
        }
        var overlay = trials.overlay(values);
        RenderedFields fields = trials.render(overlay);
        List<AbsentField> unread = wanted.stream()
                .filter(field -> fields == null || fields.isBroken(field))
                .toList();
        if (fields != null) {
            wanted.stream().filter(field -> !fields.isBroken(field)).forEach(field -> look(field, fields, overlay));
        }
        if (!unread.isEmpty()) {
            if (fields != null) {
                trials.suspect(overlay.named(
                        unread.stream().map(fields::fault).distinct().collect(Collectors.joining("\n"))));
            }
            List<Candidate> about = values.stream()
                    .filter(value ->
                            fields == null || unread.stream().anyMatch(field -> candidates.isMentioned(value, field)))
                    .toList();
            if (values.size() > 1) {
                List<List<Candidate>> parts = fields == null
                        ? Portions.refused(about, trials.suspects())
                        : Portions.broken(about, trials.suspects());
                parts.forEach(part -> fill(part, unread));
            } else {
                refused.addAll(values);
            }
        }
        List<AbsentField> read =
                wanted.stream().filter(field -> !unread.contains(field)).toList();
        List<Candidate> left = new ArrayList<>(values);
        left.removeAll(overlay.tried());
        if (!left.isEmpty() && left.size() < values.size()) {
            fill(left, read);
        }
    }

    private void look(AbsentField field, RenderedFields fields, Overlay overlay) {
        Node node = fields.at(field);
        Meaning meaning = node == null ? null : overlay.meaning(field, node);
        if (node != null && meaning == null) {
            seen.shown(field, overlay.tried());
        } else if (node == null && !fields.isGone(field)) {
            seen.absent(field, overlay.tried());
        }
        if (node != null
                && meaning != null
                && !claims.containsKey(field)
                && !fields.isBesideItsKey(field, meaning.candidate())) {
            claims.put(field, Claim.of(meaning.candidate(), meaning.inside()));
            seen.claimed(field, overlay.tried(), chart.conditions(field.file(), fields.piece(field, node)));
        }
    }

    /**
     * Where a block that lies far above a field wins over one that is nearer to it, as a patch of a whole manifest does over that
     * of a container, the nearer one is the one to edit. So is the block that is printed, where one that is in no values file would
     * stand in for it with all that is in it.
     */
    private void refine(List<Candidate> candidates) {
        List<Candidate> others = new ArrayList<>(candidates);
        others.removeAll(refused);
        for (int round = 0; round < NEARER; round++) {
            Map<AbsentField, Claim> before = new LinkedHashMap<>(claims);
            Set<Candidate> far = new LinkedHashSet<>();
            before.forEach((field, claim) -> {
                if (claim.isFar(field) || replacesAnother(field, claim.candidate())) {
                    far.add(claim.candidate());
                }
            });
            if (!others.removeAll(far) || others.isEmpty()) {
                return;
            }
            claims.keySet()
                    .removeIf(field -> far.contains(
                            Objects.requireNonNull(before.get(field)).candidate()));
            fill(others, mentions.keySet());
            before.forEach((field, claim) -> claims.merge(field, claim, Claim::nearer));
        }
    }

    private boolean replacesAnother(AbsentField field, Candidate value) {
        return chart.value(value.instance(), value.path()) == null
                && mentions.getOrDefault(field, Set.of()).stream()
                        .filter(mention -> mention.use() == Mention.Use.TREE)
                        .map(mention -> chart.value(mention.instance(), mention.path()))
                        .anyMatch(printed -> printed instanceof Map<?, ?> block && !block.isEmpty());
    }

    /**
     * Tries values again where a condition of their field asks for others that were tried with them: without these. What goes
     * together goes into one render.
     */
    private void verify(Collection<AbsentField> about) {
        var doubts = new LinkedHashMap<Candidate, Set<Candidate>>();
        for (AbsentField field : about) {
            Claim claim = Objects.requireNonNull(claims.get(field));
            Set<Candidate> others = seen.askedBeside(field, claim);
            if (!others.isEmpty()) {
                doubts.computeIfAbsent(claim.candidate(), key -> new LinkedHashSet<>())
                        .addAll(others);
            }
        }
        trials.leave(DOUBT_RENDERS);
        for (Set<Candidate> together : Portions.apart(doubts)) {
            confirm(List.copyOf(together));
        }
    }

    /** Keeps what values supply without the others of their render; what Helm refuses together is tried in parts. */
    private void confirm(List<Candidate> together) {
        var overlay = trials.overlay(together);
        List<AbsentField> about = claims.entrySet().stream()
                .filter(claim -> together.contains(claim.getValue().candidate()))
                .map(Map.Entry::getKey)
                .toList();
        RenderedFields fields = about.isEmpty() || !trials.take() ? null : trials.renderWhole(overlay, about);
        if (fields == null && together.size() > 1 && trials.isLeft()) {
            Portions.refused(together, trials.suspects()).forEach(this::confirm);
            return;
        }
        for (AbsentField field : about) {
            Node node = fields == null ? null : fields.at(field);
            if (node == null || overlay.meaning(field, node) == null) {
                claims.remove(field);
            }
        }
    }
}
