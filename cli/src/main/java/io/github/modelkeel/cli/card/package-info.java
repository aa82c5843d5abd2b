/** Model cards: what is known of a model, as a page, as Markdown and as CycloneDX. */
@NullMarked
package io.github.modelkeel.cli.card;

import org.jspecify.annotations.NullMarked;
