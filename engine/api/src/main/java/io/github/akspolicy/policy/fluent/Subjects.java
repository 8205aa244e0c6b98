package io.github.akspolicy.policy.fluent;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.resource.ApiFields;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The things that a policy is about: {@code workloads that are in namespace store}.
 *
 * @param <V> one of them
 */
public final class Subjects<V> {
    private final String plural;
    private final ViewType<V> view;
    private final Function<V, Field> field;
    private final ApiFields fields;
    private final @Nullable Condition<? super V> only;

    /** @param fields which fields they may have */
    Subjects(String plural, ViewType<V> view, Function<V, Field> field, ApiFields fields) {
        this(plural, view, field, fields, null);
    }

    private Subjects(
            String plural,
            ViewType<V> view,
            Function<V, Field> field,
            ApiFields fields,
            @Nullable Condition<? super V> only) {
        this.plural = plural;
        this.view = view;
        this.field = field;
        this.fields = fields;
        this.only = only;
    }

    /**
     * Only those; the policy does not apply to others. Said twice, both must hold.
     *
     * @throws IllegalArgumentException when it reads a field that the Kubernetes API does not have there
     */
    public Subjects<V> that(Condition<? super V> condition) {
        check(condition);
        Condition<? super V> before = only;
        return new Subjects<>(plural, view, field, fields, before == null ? condition : both(before, condition));
    }

    private void check(Condition<? super V> condition) {
        for (FieldPath path : condition.paths()) {
            fields.mistake(path).ifPresent(mistake -> {
                throw new IllegalArgumentException(plural + " " + condition + ": " + mistake);
            });
        }
    }

    private static <V> Condition<V> both(Condition<? super V> first, Condition<? super V> second) {
        return Condition.of(
                first.relative() + " and that " + second.relative(),
                item -> first.check(item).and(second.check(item)));
    }

    /**
     * The policy that all of them must fulfil a condition.
     *
     * @throws IllegalArgumentException when it reads a field that the Kubernetes API does not have there
     */
    public FluentPolicy<V> must(Condition<? super V> condition) {
        check(condition);
        return FluentPolicy.of(this, condition);
    }

    /**
     * The policy that none of them may fulfil a condition.
     *
     * @throws IllegalArgumentException when it reads a field that the Kubernetes API does not have there
     */
    public FluentPolicy<V> mustNot(Condition<? super V> condition) {
        return must(condition.negate());
    }

    /** The view of those that the policy is about; one of which that cannot be said before deployment is among them. */
    ViewType<Item<V>> view() {
        return new ViewType<>(view.name(), view.kinds(), this::items);
    }

    private List<Item<V>> items(Resource resource) {
        Condition<? super V> condition = only;
        return view.of().apply(resource).stream()
                .map(one -> new Item<>(one, field.apply(one), resource))
                .filter(item -> condition == null || condition.check(item).verdict() != Answer.Verdict.FAILS)
                .toList();
    }

    /** The word for one of them. */
    String singular() {
        return view.name();
    }

    /** {@code workloads that are in namespace store}. */
    @Override
    public String toString() {
        return only == null ? plural : plural + " that " + only.relative();
    }
}
