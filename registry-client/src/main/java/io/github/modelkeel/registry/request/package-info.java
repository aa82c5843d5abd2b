/** Requests to the registry, MLflow's rules for names and addresses, and what a server says about models that are missing. */
@NullMarked
package io.github.modelkeel.registry.request;

import org.jspecify.annotations.NullMarked;
