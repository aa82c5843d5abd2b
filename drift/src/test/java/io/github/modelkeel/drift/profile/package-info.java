@NullMarked
package io.github.modelkeel.drift.profile;

import org.jspecify.annotations.NullMarked;
