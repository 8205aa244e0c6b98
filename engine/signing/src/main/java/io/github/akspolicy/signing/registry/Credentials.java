package io.github.akspolicy.signing.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What somebody logged in with. Its text shows nothing of it.
 *
 * @param user the user name; empty when there is only a refresh token
 * @param secret the password, or the refresh token
 * @param isRefreshToken whether the secret is a token that registries of Azure exchange for others
 */
record Credentials(String user, String secret, boolean isRefreshToken) {
    /** Those of a user, some of whom stand for a refresh token: docker's own, and that of Azure's helper. */
    static Credentials of(String user, String secret) {
        boolean token = user.equals("<token>") || user.equals("00000000-0000-0000-0000-000000000000");
        return new Credentials(token ? "" : user, secret, token);
    }

    /** The header of basic authentication. */
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "credentials";
    }
}
