/** Reports as JSON, Markdown, JUnit XML and text. */
@NullMarked
package io.github.modelkeel.validation.report;

import org.jspecify.annotations.NullMarked;
