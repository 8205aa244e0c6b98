package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.value.GoStruct;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A struct of which most executions look at single fields: it is put together when a template looks at anything else. */
final class WatchedStruct implements GoStruct {
    private final GoType type;
    private final Map<String, Member> plain;
    private final Supplier<GoStruct> whole;

    /**
     * @param plain the members that templates may look at unseen
     * @param whole the struct with all its members; each call tells the observer
     */
    WatchedStruct(GoType type, Map<String, Member> plain, Supplier<GoStruct> whole) {
        this.type = type;
        this.plain = plain;
        this.whole = whole;
    }

    @Override
    public GoType type() {
        return type;
    }

    @Override
    public String print() {
        return whole.get().print();
    }

    @Override
    public String written() {
        return whole.get().written();
    }

    @Override
    public boolean isComparable() {
        return whole.get().isComparable();
    }

    @Override
    public Optional<Member> member(String name) {
        Member member = plain.get(name);
        return member == null ? whole.get().member(name) : Optional.of(member);
    }

    @Override
    public Map<String, Value> jsonFields() {
        return whole.get().jsonFields();
    }

    @Override
    public Map<String, Value> declaredFields() {
        return whole.get().declaredFields();
    }

    @Override
    public GoStruct copied() {
        return whole.get().copied();
    }

    @Override
    public Map<String, Member> members() {
        return whole.get().members();
    }
}
