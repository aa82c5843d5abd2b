/** What a promotion is decided by: the metrics of versions, rules over them, and the history of an alias. */
@NullMarked
package io.github.modelkeel.registry.promotion;

import org.jspecify.annotations.NullMarked;
