/** Documents as Kubernetes objects, and typed views of them with the values that the API server would see. */
@NullMarked
package io.github.akspolicy.resource;

import org.jspecify.annotations.NullMarked;
