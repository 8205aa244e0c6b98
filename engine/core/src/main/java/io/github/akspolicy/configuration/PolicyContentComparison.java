package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.Weakening.Kind;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.signature.TrustMaterial;
import io.github.akspolicy.source.FolderWalk;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares the files that decide what passes: policies that are written as files, and whose signatures count. */
record PolicyContentComparison(Verification base, Verification head, GateComparison gate) {
    /** In bytes: no trust store has a larger file. */
    private static final long LARGEST = 1 << 20;

    void compare() {
        policies();
        trust();
    }

    private void policies() {
        List<FileContent> now = files(head, gate.headFile());
        for (FileContent before : files(base, gate.baseFile())) {
            if (now.stream().noneMatch(before::isSameAs)) {
                now.stream()
                        .filter(file -> file.path().equals(before.path()))
                        .findFirst()
                        .ifPresentOrElse(
                                file -> gate.add(
                                        Kind.POLICY_CHANGED,
                                        file.start(),
                                        "the policy file does not say what it says in the base"),
                                () -> gate.add(
                                        Kind.POLICY_CHANGED,
                                        gate.locate(gate.headFile().get("policyFiles")),
                                        before.path() + ", a policy file of the base, is not read any more"));
            }
        }
    }

    private static List<FileContent> files(Verification of, Field configuration) {
        Path folder = Verification.parent(of.configurationFile());
        var files = new ArrayList<FileContent>();
        for (String written : configuration.get("policyFiles").strings()) {
            try {
                Path path = folder.resolve(written).normalize();
                List<Path> all = Files.isDirectory(path)
                        ? FolderWalk.of(path, file -> false, of.workspace()).files()
                        : List.of(path);
                all.stream()
                        .filter(file -> file.equals(path) || file.toString().endsWith(PolicyReader.SUFFIX))
                        .forEach(file -> files.add(FileContent.of(file, of.workspace())));
            } catch (InvalidPathException wrong) {
                // reported when the configuration was read
            }
        }
        return files;
    }

    private void trust() {
        TrustMaterial was = base.images().trust().material();
        TrustMaterial is = head.images().trust().material();
        boolean isSame = was.keys().values().containsAll(is.keys().values())
                && was.stores().values().containsAll(is.stores().values())
                && was.identities().containsAll(is.identities())
                && isWithin(is.trustStores(), was.trustStores())
                && isWithin(is.trustedRoot(), was.trustedRoot())
                && isSameTrustPolicy();
        if (!isSame) {
            gate.add(
                    Kind.SETTING_CHANGED,
                    gate.locate(gate.headFile().get("images")),
                    "signatures count that do not count in the base: a key, certificate, identity or trust policy was"
                            + " added or changed");
        }
    }

    private boolean isSameTrustPolicy() {
        FileContent now = trustPolicy(head);
        return now.isAbsent() || now.isSameAs(trustPolicy(base));
    }

    /** Where it is by name or by default. */
    private static FileContent trustPolicy(Verification of) {
        Path folder = Verification.parent(of.configurationFile());
        var written = of.settings().images().trustPolicy();
        return Stream.of(
                        written == null ? ImageTrusts.TRUST + "/trustpolicy.oci.json" : written.value(),
                        ImageTrusts.TRUST + "/trustpolicy.json")
                .map(name -> FileContent.of(folder.resolve(name).normalize(), of.workspace()))
                .filter(content -> !content.isAbsent())
                .findFirst()
                .orElse(FileContent.NONE);
    }

    /** Whether a file or folder holds nothing that the other one does not hold, under the same names. */
    private static boolean isWithin(@Nullable Path now, @Nullable Path before) {
        if (now == null) {
            return true;
        }
        try {
            Map<String, byte[]> known = before == null ? Map.of() : contents(before);
            for (Map.Entry<String, byte[]> file : contents(now).entrySet()) {
                if (!Arrays.equals(file.getValue(), known.get(file.getKey()))) {
                    return false;
                }
            }
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static Map<String, byte[]> contents(Path path) throws IOException {
        var contents = new LinkedHashMap<String, byte[]>();
        try (Stream<Path> files = Files.walk(path, 8)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) > LARGEST) {
                    throw new IOException("too large");
                }
                contents.put(Workspace.slashes(path.relativize(file)), Files.readAllBytes(file));
            }
        }
        return contents;
    }
}
