package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** A call of a function, whose arguments have the types that it asks for. */
record Call(String name, List<Value> arguments, Position at) {
    /** Characters of a text, and elements of a list, that a function makes; no configuration has a hundredth. */
    static final int LONGEST = 1 << 20;

    int count() {
        return arguments.size();
    }

    Value get(int index) {
        return arguments.get(index);
    }

    String text(int index) {
        return ((Value.Text) get(index)).value();
    }

    BigDecimal number(int index) {
        BigDecimal number = ((Value.Number) get(index)).value();
        if (!Numbers.isWritable(number)) {
            throw wrong("the number is too large");
        }
        return number;
    }

    /** A whole number. */
    int integer(int index) {
        Integer number = Numbers.integer(number(index));
        if (number == null) {
            throw wrong("argument " + (index + 1) + " must be a whole number");
        }
        return number;
    }

    /** The elements of a list, set or tuple. */
    List<Value> items(int index) {
        return sequence(index).items();
    }

    Value.Sequence sequence(int index) {
        if (get(index) instanceof Value.Sequence sequence) {
            return sequence;
        }
        throw wrong("argument " + (index + 1) + " must be a list, set or tuple");
    }

    /** A list or tuple; a set has no order. */
    Value.Sequence list(int index) {
        Value.Sequence sequence = sequence(index);
        if (sequence.kind() == Value.Items.SET) {
            throw wrong("argument " + (index + 1) + " must be a list or tuple, not a set");
        }
        return sequence;
    }

    Value.Mapping mapping(int index) {
        if (get(index) instanceof Value.Mapping mapping) {
            return mapping;
        }
        throw wrong("argument " + (index + 1) + " must be a map or object");
    }

    /** A text that the call makes. */
    Value made(String text) {
        return text.length() > LONGEST ? tooLarge() : new Value.Text(text, at);
    }

    Value made(BigDecimal number) {
        return new Value.Number(number, at);
    }

    Value made(long number) {
        return made(BigDecimal.valueOf(number));
    }

    Value made(boolean value) {
        return new Value.Bool(value, at);
    }

    /** A list, set or tuple that the call makes; a set is given in its order. */
    Value made(Value.Items kind, List<Value> items) {
        return items.size() > LONGEST ? tooLarge() : new Value.Sequence(kind, items, at);
    }

    /** A list of texts that the call makes. */
    Value texts(Collection<String> texts) {
        return texts.size() > LONGEST
                ? tooLarge()
                : made(Value.Items.LIST, texts.stream().map(this::made).toList());
    }

    /** The result, when what decides is unknown. */
    Value unknown() {
        return Known.call(name, arguments, at);
    }

    /** The result, when it is known and no one would want it. */
    Value tooLarge() {
        return unknown("the result of " + name + " is too large");
    }

    /** The result, when no text tells it. */
    Value unknown(String reason) {
        Value.Unknown call = (Value.Unknown) Known.call(name, arguments, at);
        return new Value.Unknown(call.expression(), call.partial(), reason, at, null);
    }

    /** The arguments are not those that the function takes. */
    EvaluationException wrong(String message) {
        return new EvaluationException(at, name + ": " + message);
    }
}
