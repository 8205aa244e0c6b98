package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.cluster.address.AddressRange;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of ranges of IPv4 addresses (learn.microsoft.com/azure/azure-resource-manager/templates/
 * template-functions-cidr). Those of IPv6 stay unknown.
 */
final class NetworkFunctions {
    private static final int BITS = 32;

    private NetworkFunctions() {}

    private static @Nullable AddressRange range(Node node) {
        String text = Values.string(node);
        AddressRange range = text == null ? null : AddressRange.parsed(text);
        return range == null || range.bits() != BITS ? null : range;
    }

    static @Nullable Node call(String name, List<Node> arguments, Position at) {
        return switch (name) {
            case "parsecidr" -> parse(range(arguments.get(0)), at);
            case "cidrsubnet" -> arguments.size() < 3 ? null : subnet(arguments, at);
            case "cidrhost" -> arguments.size() < 2 ? null : host(arguments, at);
            default -> null;
        };
    }

    private static @Nullable Node parse(@Nullable AddressRange range, Position at) {
        if (range == null) {
            return null;
        }
        long first = range.network().longValue();
        long last = range.end().longValue() - 1;
        long netmask = (1L << BITS) - range.size().longValue();
        boolean isPair = range.prefix() >= BITS - 1;
        return new Node.Mapping(
                List.of(
                        text("network", first, at),
                        text("netmask", netmask, at),
                        text("broadcast", last, at),
                        text("firstUsable", first + (isPair ? 0 : 1), at),
                        text("lastUsable", last - (isPair ? 0 : 1), at),
                        new Node.Entry("cidr", at, Values.scalar((long) range.prefix(), at))),
                at);
    }

    private static @Nullable Node subnet(List<Node> arguments, Position at) {
        AddressRange range = range(arguments.get(0));
        Long prefix = Values.number(arguments.get(1));
        Long index = Values.number(arguments.get(2));
        if (range == null || prefix == null || index == null || prefix < range.prefix() || prefix > BITS || index < 0) {
            return null;
        }
        BigInteger size = BigInteger.ONE.shiftLeft((int) (BITS - prefix));
        BigInteger network = range.network().add(size.multiply(BigInteger.valueOf(index)));
        return range.contains(network)
                ? Values.scalar(new AddressRange(network, prefix.intValue(), BITS).text(), at)
                : null;
    }

    private static @Nullable Node host(List<Node> arguments, Position at) {
        AddressRange range = range(arguments.get(0));
        Long index = Values.number(arguments.get(1));
        if (range == null || index == null || index < 0) {
            return null;
        }
        // the first one that can be used has the index 0
        BigInteger address = range.network().add(BigInteger.ONE).add(BigInteger.valueOf(index));
        return range.contains(address) ? Values.scalar(AddressRange.text(address, BITS), at) : null;
    }

    private static Node.Entry text(String key, long address, Position at) {
        return new Node.Entry(key, at, Values.scalar(AddressRange.text(BigInteger.valueOf(address), BITS), at));
    }
}
