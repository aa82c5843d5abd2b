/** The cache of models on disk: trees of files by their digest, leases on what is in use, and what goes when room is needed. */
@NullMarked
package io.github.modelkeel.registry.cache;

import org.jspecify.annotations.NullMarked;
