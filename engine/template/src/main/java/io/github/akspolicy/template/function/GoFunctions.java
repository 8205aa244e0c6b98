package io.github.akspolicy.template.function;

import io.github.akspolicy.template.print.Format;
import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.Caller;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** The functions of Go's {@code text/template} itself, without comparisons. */
final class GoFunctions {
    private GoFunctions() {}

    static void addTo(FunctionTable table) {
        table.variadic("and", List.of(GoType.VALUE), GoType.VALUE, in -> in.get(0))
                .variadic("or", List.of(GoType.VALUE), GoType.VALUE, in -> in.get(0))
                .add("not", List.of(GoType.VALUE), in -> Value.of(!in.get(0).isTrue(), in.asked()))
                .add("len", List.of(GoType.VALUE), GoFunctions::length)
                .variadic("index", List.of(GoType.VALUE), GoType.VALUE, GoFunctions::index)
                .variadic("call", List.of(GoType.VALUE), GoType.VALUE, GoFunctions::call)
                .variadic("print", List.of(), GoType.ANY, in -> Value.of(print(in.all())))
                .variadic("println", List.of(), GoType.ANY, in -> Value.of(println(in.all())))
                .variadic(
                        "printf",
                        List.of(GoType.STRING),
                        GoType.ANY,
                        in -> Value.of(Format.sprintf(in.text(0), in.from(1))))
                .variadic("html", List.of(), GoType.ANY, in -> Value.of(Pieces.mapped(printable(in), Escapes::html)))
                .variadic(
                        "js", List.of(), GoType.ANY, in -> Value.of(Pieces.mapped(printable(in), Escapes::javascript)))
                .variadic(
                        "urlquery",
                        List.of(),
                        GoType.ANY,
                        in -> Value.of(Pieces.mapped(printable(in), Escapes::query)));
    }

    private static Value length(Arguments in) throws FunctionException {
        Value value = in.get(0);
        Object data = value.data();
        if (data == null) {
            throw new FunctionException(
                    value.isNone() ? "reflect: call of reflect.Value.Type on zero Value" : "len of nil pointer");
        }
        int length;
        if (data instanceof Text text) {
            length = text.length();
        } else if (data instanceof GoMap map) {
            length = map.size();
        } else if (data instanceof GoSlice slice) {
            length = slice.size();
        } else {
            throw new FunctionException("len of type " + value.type());
        }
        return Value.of(GoInteger.of(length), in.asked());
    }

    private static Value index(Arguments in) throws FunctionException {
        Value item = in.get(0).unboxed();
        if (item.isNone()) {
            throw new FunctionException("index of untyped nil");
        }
        for (Value each : in.from(1)) {
            item = element(item, each.unboxed(), in.caller());
        }
        return item;
    }

    private static Value element(Value item, Value index, Caller caller) throws FunctionException {
        Object data = item.data();
        Sources sources = item.sources().and(index.sources());
        if (data == null) {
            throw new FunctionException("index of nil pointer");
        }
        if (data instanceof GoMap map) {
            if (index.isNil()) {
                throw new FunctionException("value is nil; should be of type string");
            }
            if (!(index.data() instanceof Text key)) {
                throw new FunctionException("value has type " + index.type() + "; should be string");
            }
            caller.read(map, key.bytes());
            Value found = map.get(key.bytes());
            boolean boxes = map.type().boxesElements();
            if (found == null) {
                return boxes ? map.missing(key.bytes()).and(sources) : map.zero();
            }
            Value result = found.and(sources);
            return boxes ? result.boxed() : result;
        }
        if (data instanceof GoSlice slice) {
            int at = position(index, slice.size(), "slice");
            Value result = slice.elements().get(at).and(sources);
            return slice.type().boxesElements() ? result.boxed() : result;
        }
        if (data instanceof Text text) {
            int at = position(index, text.length(), "string");
            return Value.of(new GoInteger(text.bytes().charAt(at), GoType.UINT8), sources);
        }
        throw new FunctionException("can't index item of type " + item.type());
    }

    private static int position(Value index, int length, String of) throws FunctionException {
        if (index.isNil()) {
            throw new FunctionException("cannot index slice/array with nil");
        }
        if (!(index.data() instanceof GoInteger integer)) {
            throw new FunctionException("cannot index slice/array with type " + index.type());
        }
        long at = integer.value();
        if (at < 0 || at > length) {
            throw new FunctionException("index out of range: " + at);
        }
        if (at == length) {
            throw new FunctionException("reflect: " + of + " index out of range");
        }
        return (int) at;
    }

    private static Value call(Arguments in) throws FunctionException {
        Value function = in.get(0).unboxed();
        if (function.isNone()) {
            throw new FunctionException("call of nil");
        }
        throw new FunctionException("non-function " + in.firstAsWritten() + " of type " + function.type());
    }

    /** {@code Sprint}: a space only between operands of which neither is a string. */
    private static Text print(List<Value> values) {
        var out = new Text.Builder();
        boolean text = true;
        for (int i = 0; i < values.size(); i++) {
            boolean isText = values.get(i).data() instanceof Text;
            if (i > 0 && !text && !isText) {
                out.append(Text.of(" "));
            }
            out.append(Printer.plain(values.get(i)));
            text = isText;
        }
        return out.build();
    }

    private static Text println(List<Value> values) {
        var out = new Text.Builder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(Text.of(" "));
            }
            out.append(Printer.plain(values.get(i)));
        }
        return out.append(Text.of("\n")).build();
    }

    /** The text of arguments to escape: what is missing is printed as such. */
    private static Text printable(Arguments in) {
        return print(in.all().stream()
                .map(value -> value.isNil() ? Value.of(Printer.text(value)) : value)
                .toList());
    }
}
