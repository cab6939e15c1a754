/** The script tag's door of the full version: one file as well, instead of the small one. */
import './full.js';
import './auto.js';
