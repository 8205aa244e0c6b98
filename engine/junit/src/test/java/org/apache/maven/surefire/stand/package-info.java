@org.jspecify.annotations.NullMarked
package org.apache.maven.surefire.stand;
