package io.github.akspolicy.template.function;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoSlice;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The further names of a certificate: addresses and hosts. */
final class CertificateNames {
    private static final String PART = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern VERSION_4 = Pattern.compile(PART + "(\\." + PART + "){3}");
    private static final Pattern VERSION_6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private CertificateNames() {}

    /** How many bytes the extension for them takes; 0 without any. */
    static int length(GoSlice addresses, GoSlice hosts) throws FunctionException {
        int names = 0;
        for (Value each : addresses.elements()) {
            if (!(each.data() instanceof Text text)) {
                throw new FunctionException("error parsing ip: " + Printer.bytes(each) + " is not a string");
            }
            names += 2 + address(text.bytes());
        }
        for (Value each : hosts.elements()) {
            if (!(each.data() instanceof Text text)) {
                throw new FunctionException(
                        "error processing alternate dns name: " + Printer.bytes(each) + " is not a string");
            }
            requireAscii(text.bytes());
            names += 2 + text.length();
        }
        return names == 0 ? 0 : names + (names < 0x76 ? 11 : names < 0xF0 ? 14 : 17);
    }

    private static void requireAscii(String host) throws FunctionException {
        if (!Bytes.isAscii(host)) {
            throw new FunctionException(
                    "error creating certificate: x509: " + Quote.quote(host) + " cannot be encoded as an IA5String");
        }
    }

    private static int address(String text) throws FunctionException {
        if (VERSION_4.matcher(text).matches()) {
            return 4;
        }
        try {
            // text with a colon is never looked up as a name
            if (VERSION_6.matcher(text).matches()) {
                return InetAddress.getByName(text).getAddress().length;
            }
        } catch (UnknownHostException bad) {
            throw new FunctionException("error parsing ip: " + text);
        }
        throw new FunctionException("error parsing ip: " + text);
    }
}
