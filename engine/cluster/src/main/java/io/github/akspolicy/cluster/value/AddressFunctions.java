package io.github.akspolicy.cluster.value;

import static io.github.akspolicy.cluster.value.Function.Parameter.NUMBER;
import static io.github.akspolicy.cluster.value.Function.Parameter.TEXT;

import io.github.akspolicy.cluster.address.AddressRange;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The functions of ranges of IP addresses. */
final class AddressFunctions {
    /** Beyond, the library that Terraform uses cuts numbers off. */
    private static final int MOST_BITS = 62;

    private AddressFunctions() {}

    static Map<String, Function> all() {
        return Map.of(
                "cidrhost", Function.of(AddressFunctions::host, TEXT, NUMBER),
                "cidrnetmask", Function.of(AddressFunctions::netmask, TEXT),
                "cidrsubnet", Function.of(AddressFunctions::subnet, TEXT, NUMBER, NUMBER),
                "cidrsubnets", Function.ofMany(AddressFunctions::subnets, NUMBER, TEXT));
    }

    private static AddressRange range(Call call) {
        AddressRange range = AddressRange.parsed(call.text(0));
        if (range == null) {
            throw call.wrong("\"" + call.text(0) + "\" is not a range of addresses");
        }
        return range;
    }

    private static BigInteger whole(Call call, int index) {
        BigDecimal number = call.number(index);
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            throw call.wrong("argument " + (index + 1) + " must be a whole number");
        }
        return number.toBigInteger();
    }

    private static Value unsupported(Call call) {
        return call.unknown("the result of " + call.name() + " depends on the version of Terraform");
    }

    /** A negative number counts from the end. */
    private static Value host(Call call) {
        BigInteger number = whole(call, 1);
        AddressRange range = range(call);
        if (range.isMapped() || number.bitLength() > MOST_BITS) {
            return unsupported(call);
        }
        BigInteger offset = number.signum() < 0 ? range.size().add(number) : number;
        if (offset.signum() < 0 || offset.compareTo(range.size()) >= 0) {
            throw call.wrong("the range does not have a host " + number);
        }
        return call.made(AddressRange.text(range.network().add(offset), range.bits()));
    }

    private static Value netmask(Call call) {
        AddressRange range = range(call);
        if (range.isMapped()) {
            return unsupported(call);
        }
        if (range.bits() != 32) {
            throw call.wrong("a range of IPv6 does not have a netmask");
        }
        BigInteger all = BigInteger.ONE.shiftLeft(32);
        return call.made(AddressRange.text(all.subtract(range.size()), 32));
    }

    private static Value subnet(Call call) {
        int newBits = call.integer(1);
        BigInteger number = whole(call, 2);
        AddressRange range = range(call);
        if (range.isMapped() || newBits < 0 || number.signum() < 0 || number.bitLength() > MOST_BITS) {
            return unsupported(call);
        }
        long prefix = (long) range.prefix() + newBits;
        if (prefix > range.bits()) {
            throw call.wrong("the range does not have " + newBits + " more bits");
        }
        if (number.bitLength() > newBits) {
            throw call.wrong(newBits + " more bits do not have a subnet " + number);
        }
        BigInteger network = range.network().add(number.shiftLeft((int) (range.bits() - prefix)));
        var subnet = new AddressRange(network, (int) prefix, range.bits());
        return subnet.isMapped() ? unsupported(call) : call.made(subnet.text());
    }

    /** One behind the other, each at the next place where its size fits. */
    private static Value subnets(Call call) {
        AddressRange range = range(call);
        if (range.isMapped()) {
            return unsupported(call);
        }
        if (range.network().signum() == 0 && call.count() > 1) {
            throw call.wrong("a range that begins with address 0 cannot be divided");
        }
        BigInteger end = range.network();
        List<String> subnets = new ArrayList<>();
        for (int i = 1; i < call.count(); i++) {
            int newBits = call.integer(i);
            int prefix = range.prefix() + newBits;
            if (newBits < 1 || newBits > 32 || prefix > range.bits()) {
                throw call.wrong("the range cannot be extended by " + newBits + " bits");
            }
            BigInteger size = BigInteger.ONE.shiftLeft(range.bits() - prefix);
            BigInteger network =
                    end.add(size).subtract(BigInteger.ONE).divide(size).multiply(size);
            if (!range.contains(network)) {
                throw call.wrong("the range does not have room for " + (call.count() - 1) + " subnets");
            }
            subnets.add(new AddressRange(network, prefix, range.bits()).text());
            end = network.add(size);
        }
        return call.texts(subnets);
    }
}
