/** Profiles that are stored: counts over frozen bins and categories, which add up over parts, and their file. */
@NullMarked
package io.github.modelkeel.drift.profile;

import org.jspecify.annotations.NullMarked;
