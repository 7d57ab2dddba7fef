// Package pinn solves differential equations with known solutions by physics-informed networks: nothing is fitted but the
// residuals of the equation and of its conditions. It compares the L2 norm of the residual with its Sobolev norm, in which
// the residual's own derivatives have to vanish too (gradient-enhanced PINNs, Yu et al. 2022; Son et al. 2021).
package pinn
