package io.github.akspolicy.files;

import org.jspecify.annotations.Nullable;

/** Where the pages can be read that findings refer to. The build makes them of {@code docs} and of the policies. */
public final class PublishedPages {
    /**
     * Names another address: that of a copy of the pages, which are files that end in {@code .md} there, such as
     * {@code https://wiki.example.com/aks-policy}. Empty for paths below {@code docs}.
     */
    public static final String PROPERTY = "aks-policy.docs";

    /** The pages of all versions, each below the name of its revision. */
    public static final String SITE = "https://akspolicy.github.io/aks-policy/";

    private PublishedPages() {}

    /**
     * The address of a page.
     *
     * @param page its file, with an anchor or without, such as {@code exemptions.md}; published addresses have no ending
     */
    public static String address(String page) {
        String configured = System.getProperty(PROPERTY);
        if (configured == null) {
            return SITE + revision(PublishedPages.class.getPackage().getImplementationVersion()) + "/"
                    + page.replaceFirst("\\.md(?=#|$)", "");
        }
        if (configured.isEmpty()) {
            return "docs/" + page;
        }
        return configured + (configured.endsWith("/") ? "" : "/") + page;
    }

    /** The tag of a release, whose pages say what it does; the main branch of everything else. */
    public static String revision(@Nullable String version) {
        return version == null || version.endsWith("-SNAPSHOT") ? "main" : "v" + version;
    }
}
