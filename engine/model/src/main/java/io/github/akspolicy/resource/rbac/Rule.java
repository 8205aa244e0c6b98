package io.github.akspolicy.resource.rbac;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.UnresolvedReads;
import io.github.akspolicy.manifest.UnresolvedReads.Read;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One rule of a role with the lines that say so: verbs on resources of API groups, or on URLs.
 *
 * @param grants the rule as a value
 * @param index its index in the role, counted from 0
 * @param at where it begins
 * @param lists its lists by the order of {@link Part}
 * @param later its verbs, resources and groups that are known only at deployment: names of objects give no more than the rule
 */
public record Rule(PolicyRule grants, int index, Position at, List<Words> lists, List<Read> later) {
    /** The lists of a rule, in the order of the API's reference. */
    public enum Part {
        API_GROUPS("apiGroups"),
        RESOURCES("resources"),
        RESOURCE_NAMES("resourceNames"),
        NON_RESOURCE_URLS("nonResourceURLs"),
        VERBS("verbs");

        private final String field;

        Part(String field) {
            this.field = field;
        }

        /** The field's name in YAML. */
        public String field() {
            return field;
        }
    }

    /**
     * The rule that a field holds.
     *
     * @param index its index in the role
     */
    public static Rule of(Field field, int index) {
        List<Words> lists = List.of(
                Words.of(field.get(Part.API_GROUPS.field())),
                Words.of(field.get(Part.RESOURCES.field())),
                Words.of(field.get(Part.RESOURCE_NAMES.field())),
                Words.of(field.get(Part.NON_RESOURCE_URLS.field())),
                Words.of(field.get(Part.VERBS.field())));
        var grants = new PolicyRule(
                lists.get(0).texts(),
                lists.get(1).texts(),
                lists.get(2).texts(),
                lists.get(3).texts(),
                lists.get(4).texts());
        return new Rule(grants, index, field.place().value(), lists, later(field));
    }

    private static List<Read> later(Field field) {
        return Stream.of(Part.VERBS, Part.RESOURCES, Part.API_GROUPS, Part.NON_RESOURCE_URLS)
                .flatMap(part -> field.get(part.field()).items().stream())
                .map(Read::toCome)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The rule as a value: who decides by it decides by what is known of it. */
    public PolicyRule grants() {
        UnresolvedReads.again(later);
        return grants;
    }

    /** A rule that is written in no file. */
    static Rule unwritten(PolicyRule grants, int index) {
        Words nowhere = new Words(List.of(), List.of(), Position.START);
        return new Rule(grants, index, Position.START, List.of(nowhere, nowhere, nowhere, nowhere, nowhere), List.of());
    }

    /** The words of one of its lists. */
    public List<String> words(Part part) {
        UnresolvedReads.again(later);
        return switch (part) {
            case API_GROUPS -> grants.apiGroups();
            case RESOURCES -> grants.resources();
            case RESOURCE_NAMES -> grants.resourceNames();
            case NON_RESOURCE_URLS -> grants.nonResourceUrls();
            case VERBS -> grants.verbs();
        };
    }

    /** The place of the rule itself. */
    public Place place() {
        return new Place(path(), path(), at, at);
    }

    /**
     * The place of the first word of a list that has a property; that of the rule when there is none. It is that of the
     * list with the line of the word, since a finding must keep its identity when the word moves.
     */
    public Place place(Part part, Predicate<String> wanted) {
        Words words = lists.get(part.ordinal());
        for (int i = 0; i < words.texts().size(); i++) {
            if (wanted.test(words.texts().get(i))) {
                return words.place(path().field(part.field()), i);
            }
        }
        return place();
    }

    private FieldPath path() {
        return FieldPath.ROOT.field("rules").item(index, null);
    }

    /** Whether the rule allows everything on every resource, to come ones included: all three lists have a star. */
    public boolean grantsEverything() {
        return grants.verbs().contains("*")
                && grants.apiGroups().contains("*")
                && grants.resources().contains("*");
    }

    /** Whether an entry of one of the lists stands for all there are: {@code *}, or all URLs. */
    public static boolean isEverything(String entry) {
        return entry.equals("*") || entry.equals("/*");
    }

    /**
     * Whether an entry of one of the lists stands for more than one thing to the API server's authorizer: {@code *}, a
     * subresource of all resources ({@code *}{@code /scale}), or all URLs. {@code pods/*} is not one: it names a
     * subresource called "*".
     */
    public static boolean isWildcard(String entry) {
        return entry.equals("*") || entry.equals("/*") || entry.startsWith("*/");
    }
}
