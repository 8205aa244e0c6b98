@org.jspecify.annotations.NullMarked
package io.github.akspolicy.cli;
