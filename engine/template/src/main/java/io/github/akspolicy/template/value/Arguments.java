package io.github.akspolicy.template.value;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** The arguments of one call. They are of the types that the function declares, so getters cannot fail. */
public final class Arguments {
    private final List<Value> values;
    private final Supplier<String> firstAsWritten;
    private final Caller caller;

    /**
     * Arguments of a call.
     *
     * @param values what is given, the piped value last
     * @param firstAsWritten the first argument as the template writes it, which few functions ask for; empty if there is none
     * @param caller the execution that calls
     */
    public Arguments(List<Value> values, Supplier<String> firstAsWritten, Caller caller) {
        this.values = values;
        this.firstAsWritten = firstAsWritten;
        this.caller = caller;
    }

    public int size() {
        return values.size();
    }

    /** An argument; nothing where nil was given. */
    public Value get(int index) {
        return values.get(index);
    }

    /** All arguments. */
    public List<Value> all() {
        return values;
    }

    /** The arguments from one on. */
    public List<Value> from(int index) {
        return values.subList(index, values.size());
    }

    /** An argument declared as a string. */
    public Text text(int index) {
        return (Text) data(index);
    }

    /** The bytes of an argument declared as a string. */
    public String bytes(int index) {
        return text(index).bytes();
    }

    /** An argument declared as a whole number. */
    public long integer(int index) {
        return ((GoInteger) data(index)).value();
    }

    /** An argument declared as a bool. */
    public boolean bool(int index) {
        return (Boolean) data(index);
    }

    /** An argument declared as a map. */
    public GoMap map(int index) {
        return (GoMap) data(index);
    }

    /** An argument declared as a list. */
    public GoSlice slice(int index) {
        return (GoSlice) data(index);
    }

    private Object data(int index) {
        return Objects.requireNonNull(values.get(index).data());
    }

    /** The sources of all arguments, pieces of texts included, but not what is in maps and lists. */
    public Sources sources() {
        Sources all = Sources.NONE;
        for (Value value : values) {
            all = all.and(value.sources());
        }
        return all;
    }

    /** The same, for who only asks something of maps: see {@link Value#asked}. */
    public Sources asked() {
        Sources all = Sources.NONE;
        for (Value value : values) {
            all = all.and(value.asked());
        }
        return all;
    }

    /** The first argument as the template writes it. */
    public String firstAsWritten() {
        return firstAsWritten.get();
    }

    /** The execution that calls: what {@code include} and {@code tpl} go on with. */
    public Caller caller() {
        return caller;
    }

    /** Which Helm is followed, where its versions differ. */
    public Caller.Dialect dialect() {
        return caller.dialect();
    }

    /** What is assumed where only a deployment knows more. */
    public Assumptions assumptions() {
        return caller.assumptions();
    }
}
