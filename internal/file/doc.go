// Package file holds what the files this library writes have in common: how one replaces another ([Replace]), how one
// is opened ([Open]), the frame that says what a file is and whether it is whole ([Format]), and how numbers stand in it
// ([AppendFloats]).
package file
