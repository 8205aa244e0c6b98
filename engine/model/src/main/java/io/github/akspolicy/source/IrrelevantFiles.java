package io.github.akspolicy.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files that certainly deploy nothing as they stand, by their names: programs, documentation, pictures and what other tools
 * keep. What a program deploys when it runs is not its file's to say.
 */
final class IrrelevantFiles {
    /** File name extensions, in lower case. */
    private static final Set<String> EXTENSIONS = Set.copyOf(List.of(
            // programs and their builds
            ("java kt kts scala groovy gradle clj go mod sum work rs c cc cpp cxx h hh hpp m mm cs csproj sln fs vb py pyi pyx ipynb"
                            + " rb php pl pm lua r jl ex exs erl hrl hs elm swift dart js mjs cjs jsx ts mts cts tsx vue svelte"
                            + " css scss sass less html htm xhtml jsp sql proto graphql gql thrift wasm sh bash zsh fish bats ps1 psm1"
                            + " psd1 bat cmd awk sed vim el mk cmake ninja bzl bazel nix rego feature properties lock toml ini"
                            + " cfg conf xml xsd xsl xslt dtd pom iml dockerfile containerfile"
                            // documentation
                            + " md markdown mdx rst adoc asciidoc tex pdf doc docx odt ppt pptx xls xlsx csv tsv log po pot"
                            // pictures, sound, fonts
                            + " png jpg jpeg gif svg ico webp bmp tif tiff drawio puml plantuml dot mmd excalidraw mp3 mp4 wav"
                            + " webm mov ttf otf woff woff2 eot"
                            // what compilers and signers make
                            + " class jar war ear o a so dylib dll exe pyc map min pem crt cer key p12 pfx jks keystore pub asc sig"
                            + " sha256 md5 prov snap golden")
                    .split(" ")));

    /** Programs and documentation whose names have no extension. */
    private static final Pattern NAMES = Pattern.compile(
            "(?i)(make|docker|container|jenkins|vagrant|just|earth|rake|gem|proc)file"
                    + "|(docker|container|make)file\\..*|(readme|license|licence|notice|changelog|changes|authors|copying|codeowners)(\\.(md|txt|rst|adoc))?");

    /** What is made of a template has the name before its last extension. */
    private static final Pattern TEMPLATE =
            Pattern.compile("(?i)\\.(tpl|tmpl|template|j2|jinja2?|gotmpl|gotpl|erb|in|dist)$");

    private IrrelevantFiles() {}

    /** Whether a file of this name is certainly irrelevant. */
    static boolean contain(String name) {
        String made = TEMPLATE.matcher(name).replaceFirst("");
        int dot = made.lastIndexOf('.');
        return NAMES.matcher(name).matches()
                || dot >= 0 && EXTENSIONS.contains(made.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
