// Package envs holds three small games whose rules are exact and whose good policies are known without any learning,
// to distil policies from:
//
//   - [CartPole], the classical balancing problem: four continuous numbers, a stabilising linear law;
//   - [Catch], a ball falling on a 10×10 grid: the optimal action values by backward induction over all its states;
//   - [Breakout], a wall to be knocked down on a 10×10 grid: a heuristic that computes where the ball will land.
//
// A game is deterministic for the generator it was reset with.
package envs
