/** What a release consists of, checked on the folder that {@code .ci/release} wrote. */
package io.github.akspolicy.release;
